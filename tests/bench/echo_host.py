"""The floor for hosts in Python: gives every frame back as it came."""
import struct
import sys

while True:
    header = sys.stdin.buffer.read(4)
    if len(header) < 4:
        break
    frame = sys.stdin.buffer.read(struct.unpack("@I", header)[0])
    sys.stdout.buffer.write(header + frame)
    sys.stdout.buffer.flush()
