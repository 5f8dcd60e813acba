"""Imported by the warm process before it forks its first child."""

import signal

from server.warm import warm_up

signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; it is for the server
warm_up()
