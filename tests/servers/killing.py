"""Runs work in a process of its own and kills it at a chosen moment."""

import os
import signal
import time
import traceback


def start(work):
    """The process id of a fork that does the work and ends with 0, or 1 where it failed."""
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent must hear of it
        traceback.print_exc()
        os._exit(1)


def kill_when(child, is_time, pause=0.0):
    """Kills the process without a chance to tidy up; whether it was still at work."""
    while not is_time():
        done, _ = os.waitpid(child, os.WNOHANG)
        if done:
            return False
        time.sleep(0.001)
    time.sleep(pause)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def finish(work):
    """Does the work in a process of its own, to its end."""
    _, status = os.waitpid(start(work), 0)
    assert os.waitstatus_to_exitcode(status) == 0
