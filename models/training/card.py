"""The model card, written by the training run itself so that its figures are those of the committed file."""

from pathlib import Path


def write_card(file: Path, given, *, samples, held_out, parameters, onnx_bytes, made_s, trained_s, hardware, losses, scores) -> None:
    loss_rows = "\n".join(f"| {step} | {loss:.4f} |" for step, loss in losses)
    score_rows = "\n".join(
        f"| {key.replace('@', ' @ ').upper().replace('S', ' s')} | {scores['ego-mlp'][key]:.3f} | {scores['constant-velocity'][key]:.3f} |" for key in scores["ego-mlp"]
    )
    text = f"""# Ego-status MLP

A planner that knows only the ego's own state: 4 past poses at 2 Hz (x, y, heading in the present ego frame), velocity and
acceleration from those poses, and a driving command (left, straight, right, unknown). It answers 8 poses at 0.5 s.
It is the bar that a model which looks at the road has to clear, beside constant velocity. It sees no camera, no map and no agents.

{parameters:,} parameters, fp32, {onnx_bytes / 1024:.0f} KiB of ONNX. A linear layer that starts as constant velocity plus a 2-layer MLP that corrects it.

## Data

{given.drives:,} drives of 20 s made by `drives.py` (seed {given.seed}): random paths of straights, bends, turns, lane changes and S-curves, stops and
starts, a driver who obeys limits on lateral and longitudinal acceleration and on jerk, a kinematic bicycle, localisation drift and
jitter. {samples:,} decision instants, half of them from drives that keep poses only near key frames. No recording was trained on;
the generator's proportions (how much straight road, how many stops) were set once after a look at scores on 5 nuScenes scenes.
The command of a sample comes from its own future (lateral offset 4 s ahead beyond 2 m); 15 % are replaced by `unknown`.

## Training

{given.steps:,} steps of batch {given.batch:,}, AdamW, one-cycle rate up to 2e-3, mean displacement plus heading loss, seed {given.seed}.
Making the drives took {made_s:.0f} s, training {trained_s:.0f} s ({hardware}).

| step | mean loss since the row above |
|---|---|
{loss_rows}

## Held out

{given.held_out:,} other drives of the same generator (seed {given.seed + 1000}), {held_out:,} instants; metres, at the model's rate.

| metric | ego-status MLP | constant velocity |
|---|---|---|
{score_rows}

## How to make it again

```
python -m venv .venv && .venv/bin/pip install -r models/training/requirements.txt
.venv/bin/python models/training/train_ego_mlp.py --seed {given.seed} --drives {given.drives} --held-out {given.held_out} --steps {given.steps} --batch {given.batch}
```

It writes this card, `ego-mlp.onnx`, `manifest.json` and the PyTorch answers in `tests/golden/ego-mlp.json`, which a test holds the
product's own inference to (1e-5). The figures on real scenes that another test holds (`tests/golden/real-scenes.json`) are made anew
by `tests/reference/displacement.py`.

## Limits

The command is taken from the true future when a recording is replayed: it tells the planner which way the driver will go, which
constant velocity does not know. Speeds above 16 m/s, reversing and slippery roads are outside what it was trained on.
"""
    file.write_text(text)
