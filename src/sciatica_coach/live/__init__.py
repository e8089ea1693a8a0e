"""The live path: camera frames come in over a WebSocket, the coach's updates go back."""
