"""Kinematic drives made from nothing but random numbers: a path over arc length, a driver that obeys limits on
lateral and longitudinal acceleration, a kinematic bicycle, and localisation noise.

Everything is in SI units and radians; x forward, y left at the rear axle. One call makes many drives at once.
"""

from dataclasses import dataclass

import numpy as np

STEP_S = 0.02
DRIVE_S = 20.0
PATH_STEP_M = 0.5
PATH_M = 420.0
MAX_STOPS = 3


@dataclass
class Drives:
    """Localised poses of many drives. `poses`: [drives, times, 3] x (m), y (m), yaw (rad, unwrapped); `times_s`: [times]."""

    times_s: np.ndarray
    poses: np.ndarray


def _pulse(length_m: float, shape: str, rng: np.random.Generator) -> np.ndarray:
    """Unit curvature profile of one manoeuvre over its arc length."""
    n = max(int(length_m / PATH_STEP_M), 4)
    u = (np.arange(n) + 0.5) / n
    if shape == "arc":
        ramp = rng.uniform(0.1, 0.35)
        return np.clip(np.minimum(u, 1 - u) / ramp, 0, 1)
    return np.sin(2 * np.pi * u)


def _path_curvature(rng: np.random.Generator) -> np.ndarray:
    """Curvature (1/m) over arc length: stretches of straight, bend, turn, lane change and S-curve in random order."""
    curvature = np.zeros(int(PATH_M / PATH_STEP_M))
    s = rng.uniform(0, 60)
    kinds = ["straight", "bend", "turn", "lane-change", "s-curve"]
    weights = np.array([0.4, 0.22, 0.14, 0.14, 0.1])
    while s < PATH_M:
        kind = rng.choice(kinds, p=weights)
        side = rng.choice([-1.0, 1.0])
        if kind == "straight":
            s += rng.uniform(20, 150)
            continue
        if kind == "turn":
            radius = rng.uniform(6, 25)
            profile = side / radius * _pulse(radius * np.radians(rng.uniform(45, 110)) * 1.3, "arc", rng)
        elif kind == "bend":
            radius = np.exp(rng.uniform(np.log(40), np.log(600)))
            profile = side / radius * _pulse(rng.uniform(20, 120), "arc", rng)
        else:
            length = rng.uniform(25, 70) if kind == "lane-change" else rng.uniform(40, 140)
            offset = rng.uniform(1.5, 4) if kind == "lane-change" else rng.uniform(2, 10)
            # A full sine of curvature k over length l displaces sideways by k l^2 / (2 pi).
            profile = side * offset * 2 * np.pi / length**2 * _pulse(length, "sine", rng)
        first = int(s / PATH_STEP_M)
        last = min(first + len(profile), len(curvature))
        curvature[first:last] = profile[: last - first]
        s += len(profile) * PATH_STEP_M + rng.exponential(25)
    return curvature


def _speed_envelopes(curvature: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Speed limits over arc length, one for each number of stops already made, the stop places and the waiting times.

    Backward pass: v(s)^2 <= v(s + ds)^2 + 2 b ds, so that the driver brakes ahead of turns and stop places.
    """
    cruise = rng.uniform(3, 15.5)
    sections = np.repeat(rng.uniform(*((0.65, 1.15) if rng.random() < 0.4 else (0.98, 1.02)), 1 + int(PATH_M / 60)), int(60 / PATH_STEP_M))[: len(curvature)]
    lateral = rng.uniform(1.2, 3.0)
    limit = np.minimum(cruise * sections, np.sqrt(lateral / np.maximum(np.abs(curvature), 1e-4)))
    stops = np.sort(rng.uniform(0, 160, rng.choice([0, 1, 2, 3], p=[0.4, 0.36, 0.17, 0.07])))
    brake = rng.uniform(0.8, 2.6)
    envelopes = np.empty((MAX_STOPS + 1, len(curvature)))
    for made in range(MAX_STOPS + 1):
        v2 = limit**2
        for place in stops[made:]:
            v2[int(place / PATH_STEP_M)] = 0.0
        # v2 + 2 b s has to fall backwards no faster than it does: a running minimum from the end.
        s = np.arange(len(v2)) * PATH_STEP_M
        envelopes[made] = np.sqrt(np.maximum(np.minimum.accumulate((v2 + 2 * brake * s)[::-1])[::-1] - 2 * brake * s, 0))
    places = np.full(MAX_STOPS + 1, np.inf)
    places[: len(stops)] = stops
    return envelopes, places, rng.exponential(6.0, MAX_STOPS + 1) + 0.5


def _walk(rng: np.random.Generator, drives: int, steps: int, sigma: float, tau_s: float) -> np.ndarray:
    """Ornstein-Uhlenbeck noise [drives, steps] of standard deviation `sigma` and correlation time `tau_s`."""
    keep = np.exp(-STEP_S / tau_s)
    out = np.empty((drives, steps))
    out[:, 0] = rng.normal(0, sigma, drives)
    kick = rng.normal(0, sigma * np.sqrt(1 - keep**2), (drives, steps))
    for i in range(1, steps):
        out[:, i] = keep * out[:, i - 1] + kick[:, i]
    return out


def make_drives(count: int, seed: int) -> Drives:
    """Simulates `count` drives of DRIVE_S seconds at 1 / STEP_S Hz. The same seed gives the same drives."""
    rng = np.random.default_rng(seed)
    steps = int(DRIVE_S / STEP_S) + 1
    curvature = np.stack([_path_curvature(rng) for _ in range(count)])
    parts = [_speed_envelopes(k, rng) for k in curvature]
    envelopes, places, waits = (np.stack([p[i] for p in parts]) for i in range(3))

    rows = np.arange(count)
    wheelbase = rng.uniform(2.5, 3.1, count)
    throttle = rng.uniform(0.7, 2.6, count)
    brake = rng.uniform(2.0, 4.0, count)
    gain = rng.uniform(0.6, 1.8, count)
    jerk = rng.uniform(1.5, 5.0, count)
    steer_rate = rng.uniform(0.25, 0.6, count)
    pace = 1 + rng.uniform(0.005, 0.12, (count, 1)) * _walk(rng, count, steps, 1.0, 4.0)
    sway = _walk(rng, count, steps, 0.0016, 1.5)

    s = rng.uniform(0, 20, count)
    made = (places < s[:, None]).sum(1)
    column = np.minimum((s / PATH_STEP_M).astype(int), envelopes.shape[2] - 1)
    v = envelopes[rows, made, column] * rng.uniform(0.6, 1.0, count)
    a = np.zeros(count)
    steer = np.arctan(wheelbase * curvature[rows, column])
    waited = np.zeros(count)
    x, y, yaw = np.zeros(count), np.zeros(count), rng.uniform(-np.pi, np.pi, count)
    poses = np.empty((count, steps, 3))
    for i in range(steps):
        poses[:, i] = np.stack([x, y, yaw], 1)
        ahead = np.minimum(((s + 0.6 * v) / PATH_STEP_M).astype(int), envelopes.shape[2] - 1)
        wanted = envelopes[rows, made, ahead] * pace[:, i]
        held = (places[rows, made] - s < 2.0) & (v < 0.4)
        wanted = np.where(held, 0.0, wanted)
        waited = np.where(held, waited + STEP_S, 0.0)
        made = np.where(waited > waits[rows, made], np.minimum(made + 1, MAX_STOPS), made)
        pull = np.clip(gain * (wanted - v), -brake, throttle)
        a += np.clip(pull - a, -jerk * STEP_S, jerk * STEP_S)
        v_next = np.maximum(v + a * STEP_S, 0.0)
        a = np.where((v_next == 0) & (a < 0), 0.0, a)
        here = np.minimum((s / PATH_STEP_M).astype(int), curvature.shape[1] - 1)
        aim = np.arctan(wheelbase * (curvature[rows, here] + sway[:, i]))
        steer += np.clip(aim - steer, -steer_rate * STEP_S, steer_rate * STEP_S)
        mean_v = 0.5 * (v + v_next)
        turn = mean_v * np.tan(steer) / wheelbase * STEP_S
        x = x + mean_v * np.cos(yaw + turn / 2) * STEP_S
        y = y + mean_v * np.sin(yaw + turn / 2) * STEP_S
        yaw = yaw + turn
        s = s + mean_v * STEP_S
        v = v_next
    # Localisation: a slow drift and a jitter of each pose.
    for axis, drift, jitter in ((0, 0.03, 0.004), (1, 0.03, 0.004), (2, 0.002, 0.0006)):
        poses[:, :, axis] += _walk(rng, count, steps, drift, 10.0) + rng.normal(0, jitter, (count, steps))
    return Drives(np.arange(steps) * STEP_S, poses)
