"""The simulation's model, vectorised in numpy on one core: the schedule and estimates of a file, chances, answers, sums by day, channel and segment.
Prints seconds of processor time and the means as JSON. Run: python3 simulate.py SCHEDULE.json REPLICATIONS
"""
import json
import os
import sys
import time

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
try:
    import numpy as np
except ImportError:
    print(json.dumps({"skipped": "numpy is absent"}))
    sys.exit(0)

with open(sys.argv[1], encoding="utf-8") as file:
    read = json.load(file)
replications = int(sys.argv[2])
# Replications at once: the fastest of 1, 2, 4, 8, 16, 32 is taken, so that the peer is not slowed by a cache too small.
CHUNKS = (1, 2, 4, 8, 16, 32)

centre, spread = np.array(read["centre"]), np.array(read["spread"])
pair, contact = np.array(read["pair"]), np.array(read["contact"])
factor, value = np.array(read["factor"]), np.array(read["value"])
labels = [np.array(read[name]) for name in ("day", "channel", "segment")]
sizes = [int(read["days"]), int(read["channels"]), int(read["segments"])]


def play(count, chunk, rng):
    lift = np.zeros(count)
    responses = np.zeros(count)
    engaged = np.zeros(count)
    slices = []
    for first in range(0, count, chunk):
        rows = min(chunk, count - first)
        chance = rng.standard_normal((rows, centre.size))
        chance *= -spread
        chance -= centre
        np.exp(chance, out=chance)
        chance += 1
        np.reciprocal(chance, out=chance)
        answered = rng.random((rows, pair.size)) < np.take(chance, pair, axis=1) * factor
        row, action = np.nonzero(answered)
        worth = value[contact[action]]
        lift[first : first + rows] = np.bincount(row, worth, rows)
        responses[first : first + rows] = np.bincount(row, minlength=rows)
        for label, size in zip(labels, sizes):
            place = row * size + label[action]
            slices.append((np.bincount(place, minlength=rows * size), np.bincount(place, worth, rows * size)))
        reached = np.zeros((rows, value.size), dtype=bool)
        reached[row, contact[action]] = True
        engaged[first : first + rows] = reached.sum(axis=1)
    return lift, responses, engaged


def measure(count, chunk):
    rng = np.random.Generator(np.random.PCG64(1))
    start = time.process_time()
    lift, responses, engaged = play(count, chunk, rng)
    return time.process_time() - start, lift, responses, engaged


measure(2, 1)
best = min(CHUNKS, key=lambda chunk: measure(max(32, replications // 8), chunk)[0])
runs = [measure(replications, best) for _ in range(5)]
seconds, lift, responses, engaged = min(runs, key=lambda run: run[0])
print(json.dumps({"seconds": seconds, "chunk": best, "lift": lift.mean(), "responses": responses.mean(), "engaged": engaged.mean(), "numpy": np.__version__}))
