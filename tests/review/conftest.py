import os
import sys

_HERE = os.path.dirname(__file__)
sys.path[:0] = [_HERE, os.path.join(_HERE, "..", "..", "benchmarks")]
