"""The command of a job for tests of the queue: does at once, or never, what its settings say."""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path


def main(folder: Path) -> int:
    threading.Thread(target=leave, daemon=True).start()
    told = json.loads((folder / "asked.json").read_text(encoding="utf-8"))
    asked = told["asked"]
    with (folder / "began").open("a") as began:
        began.write(f"{os.getpid()} {time.time()}\n")
    print("[1, 4]", "no progress", sep="\n", flush=True)
    match asked["does"]:
        case "fails":
            print("case.yaml:1: found this; allowed: that", file=sys.stderr)
            return 2
        case "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hangs":
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))
            time.sleep(600)
        case "ends-late":
            time.sleep(asked["seconds"])
    with (folder / "done").open("a") as done:
        done.write(f"{time.time()}\n")
    beside = folder / "result.part"
    beside.write_text(json.dumps({"shown": "/about"}), encoding="utf-8")
    beside.replace(folder / "result.json")
    if asked["does"] == "dies-at-the-end":
        os.kill(os.getpid(), signal.SIGKILL)
    return 0


def leave() -> None:
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
