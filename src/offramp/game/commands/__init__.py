"""Commands that take the place of choices: orders, holds, and the course of one actor."""
