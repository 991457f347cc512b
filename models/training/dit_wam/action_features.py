"""What a world network is told about the actions of a window: the numbers of src/main/pipelines/dit-wam/action-features.ts."""

import numpy as np

STEERING_SCALE_RAD = 6.0
ACCELERATION_SCALE = 10.0
STEERING_RATIO = 14.5
WHEEL_BASE_M = 3.089
FREQUENCIES = 4
BASE_FEATURES = 10
FEATURES = BASE_FEATURES * (1 + 2 * FREQUENCIES)
SUB_STEP_S = 0.1
SUB_STEPS = 5


def half_second_actions(steering_wheel: np.ndarray, acceleration: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Actions of drives at 10 Hz, [clips, 200 or more] rad and m/s²: means over each half second, normalised, [clips, halves]."""
    halves = steering_wheel.shape[1] // SUB_STEPS
    mean = lambda x: x[:, : halves * SUB_STEPS].astype(np.float64).reshape(len(x), halves, SUB_STEPS).mean(-1)
    return (
        np.clip(mean(steering_wheel) / STEERING_SCALE_RAD, -1, 1),
        np.clip(mean(acceleration) / ACCELERATION_SCALE, -1, 1),
    )


def integrate(steering: np.ndarray, acceleration: np.ndarray, speed: np.ndarray) -> np.ndarray:
    """Ego motion of windows from normalised actions [B, A] and the speed [B] at the start: x, y, yaw, speed [B, A + 1, 4]."""
    batch, actions = steering.shape
    x, y, yaw, v = np.zeros(batch), np.zeros(batch), np.zeros(batch), speed.astype(np.float64)
    track = np.empty((batch, actions + 1, 4))
    track[:, 0] = np.stack([x, y, yaw, v], -1)
    for i in range(actions):
        a = ACCELERATION_SCALE * acceleration[:, i]
        k = np.tan(STEERING_SCALE_RAD * steering[:, i] / STEERING_RATIO) / WHEEL_BASE_M
        for _ in range(SUB_STEPS):
            after = np.maximum(0, v + a * SUB_STEP_S)
            middle = (v + after) / 2
            heading = yaw + middle * k * SUB_STEP_S / 2
            x = x + middle * np.cos(heading) * SUB_STEP_S
            y = y + middle * np.sin(heading) * SUB_STEP_S
            yaw = yaw + middle * k * SUB_STEP_S
            v = after
        track[:, i + 1] = np.stack([x, y, yaw, v], -1)
    return track


def action_features(steering: np.ndarray, acceleration: np.ndarray, speed: np.ndarray, per_step: int) -> np.ndarray:
    """[B, A] normalised actions and [B] m/s to f32 [B, A / per_step, 90]. Poses are seen from the window's start."""
    steering, acceleration = steering.astype(np.float64), acceleration.astype(np.float64)
    batch, actions = steering.shape
    steps = actions // per_step
    track = integrate(steering, acceleration, speed)
    start, end = track[:, :-1:per_step], track[:, per_step::per_step]
    mean = lambda u: u.reshape(batch, steps, per_step).mean(-1)
    c, s = np.cos(start[..., 2]), np.sin(start[..., 2])
    across = end - start
    base = np.stack(
        [
            mean(steering),
            mean(acceleration),
            end[..., 0] / 40,
            end[..., 1] / 20,
            end[..., 2],
            (c * across[..., 0] + s * across[..., 1]) / 15,
            (c * across[..., 1] - s * across[..., 0]) / 5,
            across[..., 2] / 0.5,
            start[..., 3] / 15,
            end[..., 3] / 15,
        ],
        -1,
    ).clip(-2, 2)
    parts = [base]
    for k in range(FREQUENCIES):
        angle = np.pi / 2 * 2**k * base
        parts += [np.sin(angle), np.cos(angle)]
    return np.concatenate(parts, -1).astype(np.float32)
