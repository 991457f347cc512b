"""Model cards out of the logs and the held-out figures of the runs: no number is typed by hand.

    python models/training/dit_wam/write_cards.py --data data/train --vae build/vae --worlds build/worlds --encoders build/encoders --figures build/figures
"""

import argparse
import json
from pathlib import Path

import torch

from catalogue import REFERENCE, VARIANTS, Variant
from encoders import ENCODERS, FEATURE_NET
from export_encoders import about_of
from export_models import MODELS
from shards import load_clips, split_clips
from windows import windows_of

RUN = ".venv/bin/python models/training/dit_wam"
ACTIONS = """Actions are half seconds: mean steering-wheel angle / 6 rad and mean acceleration / 10 m/s². The network is told them as 90 numbers a
step: the two, the ego motion that a bicycle model integrates from them and the present speed, and low frequencies of all
(`action_features.py`)."""
OBJECTIVES = {
    "x0": "Diffusion that predicts the clean latent (cosine schedule, T = 1000, s = 0.008; the actions' embedding is dropped for one sample in ten).",
    "epsilon": "Diffusion that predicts the noise (the network is the reference's, so the present is added to its answer here too; cosine schedule, T = 1000, s = 0.008; the actions' embedding is dropped for one sample in ten).",
    "direct": "One pass: t = 0, the input tokens are the present's, repeated; mean squared error on the clean future, so what may come is averaged.",
    "jump": "One pass of 2 s, chained: t = 0, the input tokens are the present's. Half of the batches start from recorded latents, half from the network's own answers of one to three jumps.",
}


def table(head: list[str], rows: list[list]) -> str:
    line = lambda cells: "| " + " | ".join(str(c) for c in cells) + " |"
    return "\n".join([line(head), line(["---"] * len(head)), *(line(r) for r in rows)])


def thin(log: list, most: int = 12) -> list:
    if len(log) <= most:
        return log
    return [log[round(i * (len(log) - 1) / (most - 1))] for i in range(most)]


def minutes(state: dict) -> str:
    return f"{state['seconds'] / 60:.0f} min"


class Words:
    """What all cards say of the data."""

    def __init__(self, data: Path):
        clips = load_clips(data)
        self.about, self.count = clips.about, len(clips)
        self.learning, self.held_out = (len(part) for part in split_clips(len(clips)))
        self.windows = windows_of(clips, split_clips(len(clips))[0])

    def data(self) -> str:
        a = self.about
        return f"""## Data

{self.count:,} clips of 20 s of the built-in sample world ({a['frames']} frames each at {a['fps']} Hz, front camera, {a['cameras'][0]['widthPx']}x{a['cameras'][0]['heightPx']} px, seed {a['seed']}); half of them counterfactual (open-loop
steering and speed), one in ten with a faulty driver, the rest driven by the expert. The first {self.learning:,} clips are learned from, the last {self.held_out} are
held out. No recording was used.

```
npm run foresight -- sample-world --layout training --out data/train --clips {self.count} --seed {a['seed']} --fps {a['fps']} --size {a['cameras'][0]['widthPx']}x{a['cameras'][0]['heightPx']} --cameras {a['cameras'][0]['channel']}
```"""


def vae_card(words: Words, checkpoint: Path, figures: dict) -> str:
    saved = torch.load(checkpoint, weights_only=False)
    state = saved["state"]
    count = sum(v.numel() for v in saved["model"].values())
    rows = [[s, f"{pixel:.4f}", f"{kl:.0f}", f"{psnr:.2f}"] for s, pixel, kl, psnr in thin(state["losses"])]
    sharp = state["sharpened"]
    sharp_rows = [[s, f"{pixel:.4f}", f"{judge:.2f}", f"{psnr:.2f}"] for s, pixel, judge, psnr in thin(sharp["losses"]) if pixel is not None]
    return f"""# Sample VAE

A convolutional variational auto-encoder: 128x128 RGB pictures in [-1, 1] to latents of 4x16x16 (the mean; scale 1) and back. The
compact world models live in its latents. Frozen before anything else was trained.

{count:,} parameters; weights are fp16 with a cast to fp32 behind each: encoder {figures['encoder bytes'] / 1e6:.1f} MB, decoder {figures['decoder bytes'] / 1e6:.1f} MB. In onnxruntime on one
thread of a shared machine: encode {figures['encode ms']:.1f} ms, decode {figures['decode ms']:.1f} ms a picture.

{words.data()}

## Training

{state['step']:,} steps of 16 frames (mirrored half of the time), AdamW 8e-4 falling by a cosine of the wall time, bf16, EMA 0.998; L1 + 2 MSE + 0.5 L1 of
the pictures' gradients + 2e-5 KL. {minutes(state)} on 2 threads of a CPU shared with other work (x86_64, no GPU), in two sittings, so that
the learning rate fell twice.

From step {state['moved']['from']:,} on, moved views are learned too: a latent under a random affine move (scale 0.55 to 1.3, aside, slanted) must
decode to the picture under the same move, with weight 2. Until then latents jumped when the view moved by less than one of their pixels (8 px of
the picture), and a world model had to learn every such jump. Moved by half a latent pixel, held-out latents differ from the encoded moved
picture by {state['half_pixel_error']:.2f} of their variance; before it was {state['moved']['half_pixel_error']:.2f}.

{table(['step', 'L1 + 2 MSE', 'KL', 'held-out PSNR dB'], rows)}

```
{RUN}/train_vae.py --data data/train --out build/vae --minutes {state['seconds'] / 60:.0f} --threads 2 --lr 8e-4
```

## Sharpening the decoder

By pixels alone a decoder answers with the mean of what a latent may stand for: grey for asphalt, a smear for a facade. So the decoder alone
learned on, against a discriminator that sees a picture with its latent (spectral norm, hinge; its gradient at the last layer is weighed to 0.6
of that of the pixels), with L1 + 0.25 L1 of gradients + 4 MSE of pictures shrunk to a quarter + 2 L1 of the discriminator's features, and moved
latents as above. Encoder and latents stayed as they were, so that nothing else was trained anew. {sharp['step']:,} steps of 12 + 4 pictures,
{sharp['seconds'] / 60:.0f} min of processor time on one thread, EMA 0.998. Held-out PSNR of 256 frames fell from {sharp['psnr_before']:.2f} dB.

{table(['step', 'L1, outlines, coarse', 'hinge of the discriminator', 'held-out PSNR dB'], sharp_rows)}

```
{RUN}/train_decoder.py --data data/train --vae build/vae --out build/vae-sharp --minutes {sharp['seconds'] / 60:.0f}
{RUN}/export_models.py --vae build/vae-sharp
```

## Held out

PSNR {figures['psnr']:.2f} dB (mean over {figures['frames']} frames of held-out clips, 5th percentile {figures['psnr p5']:.2f} dB).

![Held-out frames above, their round trip below](before-after.png)

## Limits

Small and far things (a red light, a pedestrian at 30 m) are smeared or lost: what a world model dreams cannot hold more than this
round trip. The grain of asphalt, windows and leaves are the decoder's own: likely ones, not those that were recorded. Pictures of real cameras lie outside what it was trained on; it turns them into the sample world's colours and shapes.
"""


def held_out_rows(figures: dict) -> str:
    rows = []
    for at, f in figures["at"].items():
        rows.append([at, f"{f['mse']:.3f}", f"{f['mse copy']:.3f}", f"{f['cosine']:.3f}", f"{f['cosine copy']:.3f}", f"{f['psnr']:.2f}", f"{f['psnr copy']:.2f}", f"{f['spread']:.2f}"])
    return table(["ahead", "latent MSE", "of a copy", "CosSim", "of a copy", "PSNR dB", "of a copy", "spread"], rows)


def shape_words(variant: Variant, count: int) -> str:
    s = variant.shape
    parts = [f"AnchoredVAEDiT, {s.width} wide, {s.blocks} blocks, {s.heads} heads, {s.tokens} tokens of {s.token_length} numbers (patch 2) a step, {s.horizon} step{'s' if s.horizon > 1 else ''} of {variant.step_s:g} s"]
    if variant.chain > 1:
        parts.append(f"a chain of {variant.chain}")
    text = ", ".join(parts) + f"; {count:,} parameters."
    if not s.anchored:
        text += " The present is not added to the answer."
    if not s.attention:
        text += " Tokens do not look at each other; the MLPs are wider, so that the size stays equal."
    return text


def steering_words(c: dict) -> str:
    mse = c["mse"]
    return f"""Does it answer to the wheel? In {c['windows']} held-out windows that turn by 0.12 to 0.6 rad within 2 s, the error 2 s ahead is {mse['driven']:.3f} under the steering
that was driven, {mse['straight']:.3f} under none and {mse['mirrored']:.3f} under its mirror image: the driven one is nearer to what was recorded than straight on in
{100 * c['nearer than straight']:.0f} % of them, and than the mirrored one in {100 * c['nearer than mirrored']:.0f} %. The Lab's control experiment is the paper's own protocol."""


def world_card(words: Words, variant: Variant, state: dict, figures: dict, manifest: dict, worlds: Path) -> str:
    p = manifest["parameters"]
    log = [[r["step"], f"{r['loss']:.4f}", f"{r['held_out']:.4f}", f"{r['copy']:.4f}"] for r in thin(state["log"])]
    diffusion = variant.objective in ("x0", "epsilon")
    budget = f"--minutes {state['budget']['minutes']:g}" if "minutes" in state["budget"] else f"--steps {state['budget']['steps']}"
    calibrate = f"\n{RUN}/calibrate.py --id {variant.id} --data data/train --latents build/latents --worlds build/worlds" if diffusion else ""
    kept = ""
    if p.get("calibration"):
        c = p["calibration"]
        word = lambda m: ", ".join(f"{v:.2f}" for v in m)
        kept = f"\nCalibration (manifest): {c['windows']} training windows, one a clip, {c['steps']} steps; spread by channel predicted {word(c['predicted']['std'])}, true {word(c['truth']['std'])}.\n"
    twin = ""
    if variant.twin:
        twin = f"\nA diagnosis twin of `{REFERENCE}`: what differs is the {variant.twin['changed']}; size, data, batches and steps are equal.\n"
    elif variant.id == REFERENCE:
        twin = "\nThe reference of the diagnosis twins. All four are small and trained briefly: compare them with each other, not with `dit-wam`.\n"
    started = begun = ""
    if "start" in state:
        whose = f"those of `{state['start']['id']}` after {state['start']['step']:,} steps"
        started = f"\nIts first weights are {whose}{' on latents of an earlier state of the VAE (without moved views)' if state['start']['id'] == variant.id else ''}."
        begun = f" --start build/worlds/{state['start']['id']}" if state["start"]["id"] != variant.id else ""
    weighted = ", in training with weight 1 / (1 - abar), 5 at most" if variant.objective == "x0" else ""
    looks = ""
    if variant.id == "dit-wam":
        looks = """
![Two held-out drives that go on as before: each recorded, direct, diffusion, jump; the present, then 2, 4 and 8 s](held-out-1.png)
![Two that turn](held-out-2.png)
![Steering held to the left, straight and to the right, 1 s and 2 s ahead](left-straight-right.png)

Rows of the first two pictures: recorded, direct, diffusion (50 steps), jump; columns: the present, then 2, 4 and 8 s. The third: the
present, then 1 s and 2 s ahead with the wheel held at half of the 95th percentile (left), straight, at half of the 5th (right).
"""
    cost = f"{figures['msAStep']:.1f} ms an evaluation" + (", 50 of them a rollout" if diffusion else f", {variant.chain} of them a rollout" if variant.chain > 1 else "")
    return f"""# {variant.title}

{variant.about} A world model, not a planner: the actions are inputs.
{twin}
{shape_words(variant, p['parameterCount'])} {OBJECTIVES[variant.objective]}
Against the paper's network it also sees each token of the present at its place (the paper's sees their mean), and the present latent as
it would look from where the actions lead to, for four guesses of how far things are (`Moved` in `world.py`: geometry of the sample
camera, nothing learned; the answer is still anchored at the present as it is). Its places start as sines and its gates at 1, and its
actions are richer. {ACTIONS}

Weights are fp16 with a cast to fp32 behind each ({figures['bytes'] / 1e6:.1f} MB). In onnxruntime on one thread of a shared machine: {cost}.

{words.data()}

## Training

{state['step']:,} steps of {state['batch']} windows out of {len(words.windows):,} (turning and speed changes up to 3 times as often: `windows.py`), learning rate {state['lr']:g} falling by a cosine (Muon for
the matrices of the blocks, AdamW for all else), bf16, EMA {state['ema']:g} (shipped weights), seed 0. {minutes(state)} of wall time on {state['hardware']}.{started}
The losses below are means over standardised latents{' at all noise levels' if diffusion else ''}{weighted}; "copy" is the error of the answer "nothing changes".

{table(['step', 'loss since the row above', 'held out', 'copy'], log)}

```
# first the VAE and the latents: models/training/README.md
{RUN}/train_world.py --id {variant.id} --data data/train --latents build/latents --out build/worlds{begun} {budget} --batch {state['batch']} --lr {state['lr']:g}
{RUN}/export_models.py --worlds build/worlds --only {variant.id}{calibrate}
{RUN}/evaluate_worlds.py --data data/train --latents build/latents --out build/figures --only {variant.id}
```

## Held out

{figures['windows']} windows of held-out clips{', 50 steps, guidance off, not calibrated' if diffusion else ''}. MSE on standardised latents, CosSim on un-standardised patch vectors, PSNR of decoded pictures
against the recorded ones, spread: standard deviation of latents over that of the truth.

{held_out_rows(figures)}

{steering_words(figures['control'])}
{kept}{looks}
## Limits

Trained for the time told above on a CPU core, where the paper's networks had days on a GPU: far things and houses blur into strokes, other traffic is guessed at, since one
picture tells no speeds, and what comes into view in a turn is made up. Cameras, roads and light of real recordings lie outside what it was trained on. Use it to try the tool, not to judge a car.
"""


def encoder_card(words: Words, id: str, title: str, kind, state: dict | None, figures: dict) -> str:
    about = about_of(kind)
    trained = "It was not trained: weights are drawn with seed 0." if id == "encoder-random-conv" else "It is the encoder of `sample-vae`, with pooling behind it; see there for its training."
    if state:
        names = [n for n in state["log"][-1] if n not in ("step", "minutes", "loss")]
        rows = [[r["step"], f"{r['loss']:.3f}", *(f"{r[n]:.3f}" for n in names)] for r in thin(state["log"])]
        trained = f"""{state['step']:,} steps of {state['batch']}, AdamW {state['lr']:g} falling by a cosine of the wall time, bf16, EMA 0.995 (shipped weights), seed 0. {minutes(state)} of
wall time on {state['hardware']}. Held-out figures beside the loss:

{table(['step', 'loss', *names], rows)}

```
{RUN}/train_encoders.py --id {id} --data data/train --out build/encoders --minutes {state['seconds'] / 60:.0f}
{RUN}/export_encoders.py --vae build/vae --encoders build/encoders
```"""
    net = "\nIts features are also those of FID-small and KID-small (`featureNet: small`); such values must not be put beside those of Inception.\n" if id == FEATURE_NET else ""
    return f"""# Frame encoder: {title.lower()}

{about}

{kind.frames} picture{'s' if kind.frames > 1 else ''} of {kind.px}x{kind.px} px{', 0.5 s apart, oldest first' if kind.frames > 1 else ''} to {kind.width} numbers; {figures['bytes'] / 1e6:.1f} MB with fp16 weights, {figures['ms']:.1f} ms a picture or clip in onnxruntime on one thread.
A frozen part of the probe lab, which asks what of steering and acceleration a small probe reads out of it.
{net}
{words.data()}

## Training

{trained}

## Held out

Ridge regression from its features on {figures['train frames']:,} frames of learning clips, tried on {figures['held-out frames']:,} frames of held-out clips: R² {figures['r2 steering']:.3f} of the
steering of the half second that follows, R² {figures['r2 acceleration']:.3f} of the acceleration.

## Limits

Small and trained briefly on the sample world alone; it stands for a family of encoders, not for the large ones that papers use.
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "vae", "worlds", "encoders", "figures"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--models", type=Path, default=MODELS)
    given = options.parse_args()
    read = lambda file: json.loads(file.read_text())
    words = Words(given.data)
    parts = read(given.figures / "parts.json")
    (given.models / "sample-vae" / "MODEL_CARD.md").write_text(vae_card(words, given.vae / "checkpoint.pt", parts["sample-vae"]))
    for id, variant in VARIANTS.items():
        figures = read(given.figures / f"{id}.json")
        state, manifest = read(given.worlds / id / "log.json"), read(given.models / id / "manifest.json")
        (given.models / id / "MODEL_CARD.md").write_text(world_card(words, variant, state, figures, manifest, given.worlds))
    for id, (title, kind) in ENCODERS.items():
        log = given.encoders / id / "log.json"
        (given.models / id / "MODEL_CARD.md").write_text(encoder_card(words, id, title, kind, read(log) if log.exists() else None, parts[id]))


if __name__ == "__main__":
    main()
