"""Trains the ego-status MLP on made-up kinematic drives and writes models/ego-mlp and its golden test cases.

    python models/training/train_ego_mlp.py
"""

import argparse
import hashlib
import json
import platform
import time
from pathlib import Path

import numpy as np
import onnx
import torch

from card import write_card
from drives import make_drives
from ego_mlp import EgoMlp, scales_of, tensors_of
from manifest import write_manifest
from samples import FUTURE_S, Samples, make_samples

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDER = REPOSITORY / "models" / "ego-mlp"
GOLDEN = REPOSITORY / "tests" / "golden" / "ego-mlp.json"
HELD_OUT_SEED_OFFSET = 1000


def displacement(plan: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    distance = np.linalg.norm(plan[..., :2] - truth[..., :2], axis=-1)
    return {f"{name}@{h}s": float(value) for h in (1, 2, 3, 4) for name, value in (("ade", distance[:, : 2 * h].mean()), ("fde", distance[:, 2 * h - 1].mean()))}


def constant_velocity(samples: Samples) -> np.ndarray:
    return samples.velocity[:, None] * np.array(FUTURE_S)[:, None]


def train(samples: Samples, scales, steps: int, batch: int, seed: int) -> tuple[EgoMlp, list[tuple[int, float]]]:
    torch.manual_seed(seed)
    model = EgoMlp()
    model.start_at_constant_velocity(scales["velocity"])
    inputs = tensors_of(samples, scales)
    truth = torch.tensor(samples.future, dtype=torch.float32)
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps, pct_start=0.05)
    losses, running = [], 0.0
    for step in range(1, steps + 1):
        pick = torch.randint(len(truth), (batch,))
        plan = model(*(x[pick] for x in inputs))
        off = plan - truth[pick]
        # Mean displacement, which ADE measures, and heading weighted as 2 m a radian; the square root is kept off zero.
        loss = (off[..., :2].square().sum(-1) + 1e-4).sqrt().mean() + 2 * off[..., 2].abs().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        running += loss.item()
        if step % (steps // 10) == 0:
            losses.append((step, running / (steps // 10)))
            print(f"step {step}: loss {losses[-1][1]:.4f}", flush=True)
            running = 0.0
    return model.eval(), losses


def export(model: EgoMlp, example: list[torch.Tensor], file: Path) -> None:
    names = ["history", "velocity", "acceleration", "command"]
    batch = torch.export.Dim("batch")
    torch.onnx.export(
        model,
        tuple(x[:2] for x in example),
        file,
        input_names=names,
        output_names=["trajectory"],
        dynamic_shapes={n: {0: batch} for n in names},
        dynamo=True,
        external_data=False,
        opset_version=18,
        verbose=False,
    )
    strip_traces(file)


def strip_traces(file: Path) -> None:
    """Takes out what the exporter notes about the source files: it differs between machines and helps nobody who runs the graph."""
    model = onnx.load(file)
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    del model.graph.value_info[:]
    for part in [*model.graph.node, *model.graph.input, *model.graph.output, *model.graph.initializer]:
        part.doc_string = ""
        del part.metadata_props[:]
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, file)


def write_golden(model: EgoMlp, inputs: list[torch.Tensor], file: Path) -> None:
    """Inputs of held-out samples and what PyTorch answers, for the test of the product's own inference."""
    rows = torch.linspace(0, len(inputs[0]) - 1, 12).long()
    chosen = [x[rows] for x in inputs]
    with torch.no_grad():
        answer = model(*chosen)
    names = ["history", "velocity", "acceleration", "command"]
    tensor = lambda t: {"shape": list(t.shape), "data": [float(v) for v in t.flatten()]}
    golden = {"source": f"PyTorch {torch.__version__.split('+')[0]}, models/training/train_ego_mlp.py", "feeds": {n: tensor(x) for n, x in zip(names, chosen)}, "trajectory": tensor(answer)}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(golden) + "\n")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--drives", type=int, default=8000)
    options.add_argument("--held-out", type=int, default=800)
    options.add_argument("--steps", type=int, default=20000)
    options.add_argument("--batch", type=int, default=1024)
    options.add_argument("--out", type=Path, default=FOLDER)
    options.add_argument("--golden", type=Path, default=GOLDEN)
    given = options.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)

    started = time.perf_counter()
    samples = make_samples(make_drives(given.drives, given.seed), given.seed)
    other = given.seed + HELD_OUT_SEED_OFFSET
    held_out = make_samples(make_drives(given.held_out, other), other)
    made_s = time.perf_counter() - started
    print(f"{len(samples.future)} samples of {given.drives} drives in {made_s:.0f} s", flush=True)

    started = time.perf_counter()
    scales = scales_of(samples)
    model, losses = train(samples, scales, given.steps, given.batch, given.seed)
    trained_s = time.perf_counter() - started
    inputs = tensors_of(held_out, scales)
    with torch.no_grad():
        plan = model(*inputs).numpy()
    scores = {"ego-mlp": displacement(plan, held_out.future), "constant-velocity": displacement(constant_velocity(held_out), held_out.future)}
    print(json.dumps(scores, indent=1))

    given.out.mkdir(parents=True, exist_ok=True)
    onnx_file = given.out / "ego-mlp.onnx"
    export(model, inputs, onnx_file)
    digest = hashlib.sha256(onnx_file.read_bytes()).hexdigest()
    write_manifest(given.out / "manifest.json", digest, scales)
    write_golden(model, inputs, given.golden)
    write_card(
        given.out / "MODEL_CARD.md",
        given,
        samples=len(samples.future),
        held_out=len(held_out.future),
        parameters=sum(p.numel() for p in model.parameters()),
        onnx_bytes=onnx_file.stat().st_size,
        made_s=made_s,
        trained_s=trained_s,
        hardware=f"{platform.machine()} CPU, 1 thread, no GPU",
        losses=losses,
        scores=scores,
    )


if __name__ == "__main__":
    main()
