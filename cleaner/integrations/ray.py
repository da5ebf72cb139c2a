"""Shards on a Ray cluster. The only module that knows Ray, which is an extra: ``pip install clean-news[ray]``.

Plain tasks and not Ray Data: a task is given the paths of one shard, reads and writes by itself and returns counts, so that no page
travels; a task whose process or machine dies is done again by Ray, and since its output appears whole or not at all, doing it again
is safe at any moment.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cleaner.batch.run import cores
from cleaner.errors import CleanNewsError
from cleaner.integrations.shards import Plan, Shard, ShardDone, run_shard

#: Tasks that Ray knows of at a time: enough for a cluster that grows with its queue, few enough for the process that waits.
_IN_FLIGHT = 2000
_NEEDED = "Ray is not installed: pip install 'clean-news[ray]'."
#: Ray's processes would tell its makers how they are used.
_NO_STATISTICS = ("RAY_USAGE_STATS_ENABLED", "0")


class ClusterError(CleanNewsError):
    """Ray is not there or cannot be started or reached."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where tasks run.

    Attributes:
        address: as for ``ray.init``; None is what ``RAY_ADDRESS`` says, or else this machine.
        tasks: most at a time; None is one a core.
        retries: how often a shard is done again whose task's process or machine died.
    """

    address: str | None = None
    tasks: int | None = None
    retries: int = 3


def clean_shards(shards: Iterable[Shard], plan: Plan, cluster: Cluster | None = None) -> Iterator[ShardDone]:
    """Yield what became of each shard, as they are done. Where Ray runs already in this process, it is used as it is.

    Args:
        shards: such as :func:`~cleaner.integrations.shards.find_shards` gives; all machines must see their paths.
        plan: how they are cleaned.
        cluster: where.

    Raises:
        ClusterError: Ray is not installed, or cannot be started or reached.
    """
    ray, cluster = _library(), cluster or Cluster()
    with _connected(ray, cluster):
        task = ray.remote(num_cpus=1, max_retries=cluster.retries, scheduling_strategy="SPREAD")(_run_task)
        waiting, running = iter(shards), dict[Any, Shard]()
        while True:
            while len(running) < (cluster.tasks or _IN_FLIGHT) and (shard := next(waiting, None)):
                running[task.remote(shard, plan)] = shard
            if not running:
                return
            done, _ = ray.wait(list(running), num_returns=1)
            for reference in done:
                yield _result(ray, reference, running.pop(reference))


def _run_task(shard: Shard, plan: Plan) -> ShardDone:
    """Clean a shard in a Ray worker."""
    # The processes that clean would else import Ray's main module, and so Ray: a second and 60 MB each.
    main = vars(sys.modules["__main__"])
    file = main.pop("__file__", None)
    try:
        return run_shard(shard, plan)
    finally:
        if file is not None:
            main["__file__"] = file


def _result(ray: Any, reference: Any, shard: Shard) -> ShardDone:
    try:
        done: ShardDone = ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        return ShardDone(shard, error=" ".join(str(error.cause).split()) or type(error.cause).__name__)
    except ray.exceptions.RayError as error:
        told = str(error).strip().partition("\n")[0]
        return ShardDone(shard, error=f"its task came to no end ({type(error).__name__}: {told})")
    return done


@contextlib.contextmanager
def _connected(ray: Any, cluster: Cluster) -> Iterator[None]:
    if ray.is_initialized():
        yield
        return
    os.environ.setdefault(*_NO_STATISTICS)
    address = cluster.address or os.environ.get("RAY_ADDRESS") or "local"
    options: dict[str, Any] = {"address": address, "log_to_driver": False, "logging_level": "ERROR"}
    if address == "local":
        options |= {"num_cpus": cluster.tasks or cores(), "include_dashboard": False}
    try:
        ray.init(**options)
    except (OSError, RuntimeError, ValueError, AssertionError) as error:
        done = "started" if address == "local" else "reached"
        raise ClusterError(f"Ray cannot be {done} ({address}): {' '.join(str(error).split())}") from error
    try:
        yield
    finally:
        ray.shutdown()


def _library() -> Any:
    try:
        import ray
    except ImportError as error:
        raise ClusterError(_NEEDED) from error
    return ray
