"""The table in a browser."""

from fastapi import APIRouter

router = APIRouter(prefix="/table", tags=["table"])
