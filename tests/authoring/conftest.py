import os
import sys

TESTS = os.path.dirname(os.path.dirname(__file__))
sys.path[:0] = [os.path.join(TESTS, "policy"), os.path.join(TESTS, "entities")]
