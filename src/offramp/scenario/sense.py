from ..errors import Fault
from .scenario import Scenario
from .tree import Node


def sense(scenario: Scenario, tree: Node) -> list[Fault]:
    return []
