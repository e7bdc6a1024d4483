"""The compiler: a case and its draws become a game; every causal system is asked for its constants."""

from .case import compile_game

__all__ = ["compile_game"]
