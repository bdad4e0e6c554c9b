import os
import sys

HERE = os.path.dirname(__file__)
TESTS = os.path.dirname(HERE)
sys.path[:0] = [HERE, os.path.join(TESTS, "language"), os.path.join(TESTS, "entities")]
