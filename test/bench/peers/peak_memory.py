"""Most resident memory of this process so far, in bytes.

Linux says it of the program alone; the figure of `getrusage` begins with that of the process that started it.
"""

import pathlib
import re
import resource

STATUS = pathlib.Path("/proc/self/status")


def peak_memory():
    found = re.search(r"^VmHWM:\s+(\d+) kB$", STATUS.read_text(), re.M) if STATUS.exists() else None
    return 1024 * (int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
