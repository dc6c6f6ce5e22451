"""Keeps Milvus apart: its client's threads do not outlive a fork, and other tests start processes."""

import os

collect_ignore = [] if os.environ.get("TEST_MILVUS") else ["test_milvus.py"]
