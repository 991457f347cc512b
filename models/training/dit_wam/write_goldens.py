"""PyTorch's answers to made-up inputs, for the test that holds the product's own inference to them.

    python models/training/dit_wam/write_goldens.py --vae build/vae --worlds build/worlds --encoders build/encoders

Inputs are not stored: number i of a tensor with seed s is ((48271 i + 69621 s) mod 65537) / 32768.5 − 1, exact in both languages.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from action_features import action_features
from catalogue import VARIANTS
from diffusion import sample
from encoders import ENCODERS
from export_encoders import load_encoder
from export_models import MeanEncoder, load_vae, load_world
from manifests import VAE_ID

GOLDEN = Path(__file__).resolve().parents[3] / "tests" / "golden" / "dit-wam"
KEPT = 256
SAMPLER_STEPS = 5


def made_up(shape: list[int], seed: int, scale: float = 1.0) -> torch.Tensor:
    i = np.arange(np.prod(shape), dtype=np.int64)
    return torch.from_numpy((((48271 * i + 69621 * seed) % 65537) / 32768.5 - 1).reshape(shape).astype(np.float32) * np.float32(scale))


def thinned(answer: torch.Tensor) -> dict:
    """Evenly spread numbers of an answer."""
    flat = answer.flatten()
    every = max(1, len(flat) // KEPT)
    return {"shape": list(answer.shape), "every": every, "values": [float(f"{v:.8g}") for v in flat[::every].tolist()]}


def case(network, feeds: dict[str, dict], tensors: list[torch.Tensor], output: str) -> dict:
    with torch.no_grad():
        return {"feeds": feeds, "output": output, "answer": thinned(network(*tensors))}


def hashed(shape: list[int], seed: int, scale: float = 1.0) -> tuple[dict, torch.Tensor]:
    return {"shape": shape, "seed": seed, "scale": scale}, made_up(shape, seed, scale)


def world_case(world, batch: int = 2) -> dict:
    s = world.shape
    named = {
        "x": hashed([batch, s.horizon * s.tokens, s.token_length], 1, 2),
        "anchor": hashed([batch, s.tokens, s.token_length], 2, 2),
        "action_features": hashed([batch, s.horizon, s.features], 3),
    }
    t, null = torch.tensor([700, 0]), torch.tensor([1.0, 0.0])
    feeds = {name: feed for name, (feed, _) in named.items()} | {"t": {"int64": t.tolist()}, "null_action": {"float32": null.tolist()}}
    return case(world, feeds, [*(x for _, x in named.values()), t, null], "prediction")


def sampler_case(world, objective: str) -> dict:
    s = world.shape
    (noise_feed, noise), (anchor_feed, anchor), (features_feed, features) = (
        hashed([1, s.horizon * s.tokens, s.token_length], 4, 1.7),
        hashed([1, s.tokens, s.token_length], 5),
        hashed([1, s.horizon, s.features], 6),
    )
    answer = sample(world, anchor, features, noise, objective=objective, steps=SAMPLER_STEPS)
    return {"steps": SAMPLER_STEPS, "noise": noise_feed, "anchor": anchor_feed, "action_features": features_feed, "answer": thinned(answer)}


def features_case(per_step: int, actions: int) -> dict:
    steering, acceleration = made_up([1, actions], 7).double().numpy(), made_up([1, actions], 8, 0.3).double().numpy()
    speed = 6.25
    values = action_features(steering, acceleration, np.array([speed]), per_step)[0]
    return {"steering": steering[0].tolist(), "acceleration": acceleration[0].tolist(), "speedMps": speed, "actionsPerStep": per_step, "features": [[float(f"{v:.8g}") for v in row] for row in values]}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--vae", type=Path, required=True)
    options.add_argument("--worlds", type=Path, required=True)
    options.add_argument("--encoders", type=Path, required=True)
    options.add_argument("--out", type=Path, default=GOLDEN)
    given = options.parse_args()
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    graphs, samplers = [], []
    vae = load_vae(given.vae / "checkpoint.pt")
    for graph, network, name, shape, output in [
        ("encoder", MeanEncoder(vae), "image", [2, 3, 128, 128], "latent"),
        ("decoder", vae.decoder, "latent", [2, 4, 16, 16], "image"),
    ]:
        feed, x = hashed(shape, 9)
        graphs.append({"model": VAE_ID, "graph": graph, **case(network, {name: feed}, [x], output)})
    for id, variant in VARIANTS.items():
        world, _, _ = load_world(given.worlds / id / "checkpoint.pt")
        graphs.append({"model": id, "graph": "world", **world_case(world)})
        if id.startswith("dit-wam-small") and variant.shape.attention:
            samplers.append({"model": id, "objective": variant.objective, **sampler_case(world, variant.objective)})
    for id, (_, kind) in ENCODERS.items():
        feed, x = hashed([2, kind.frames, 3, kind.px, kind.px] if kind.frames > 1 else [2, 3, kind.px, kind.px], 10)
        graphs.append({"model": id, "graph": "encoder", **case(load_encoder(id, given.vae, given.encoders), {"frames": feed}, [x], "features")})
    source = f"PyTorch {torch.__version__.split('+')[0]}, models/training/dit_wam/write_goldens.py"
    for name, value in [("graphs", graphs), ("samplers", samplers), ("features", [features_case(2, 16), features_case(4, 8)])]:
        (given.out / f"{name}.json").write_text(json.dumps({"source": source, "cases": value}, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
