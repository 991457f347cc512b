"""Manifests of the VAE, the world models and the frame encoders, as src/shared/domain/model.ts wants them."""

import json
from pathlib import Path

import action_features as af
from catalogue import Variant
from vae import LATENT_CHANNELS

VAE_ID = "sample-vae"
IMAGE_PX = 128
LATENT_PX = 16
CLAMP = 6
# The front camera of the training layout (src/main/sample-world/render/cameras.ts, cut by write/training/camera-crop.ts): 70 degrees
# over 640 px of which the square has 360, level but for its pitch. Foresight shows recorded pictures as this camera would see them.
CAMERA = {"focalOfSide": 1.269841, "principalOfSide": [0.5, 0.5], "pitchDownDeg": 2.5}
LICENCE = "Made with Foresight; no third-party data or weights."
SAMPLE = "Trained on the built-in sample world; no recording was used."


def tensor(name: str, *shape, kind: str = "float32") -> dict:
    return {"name": name, "type": kind, "shape": ["batch", *shape]}


def numbers(values, digits: int = 6) -> list[float]:
    return [round(float(v), digits) for v in values]


def write(folder: Path, *, id: str, title: str, pipeline: str, description: str, graphs: dict, video: dict | None, parameters: dict) -> None:
    manifest = {
        "format": 1,
        "id": id,
        "title": title,
        "version": "1.0.0",
        "family": "dit-wam",
        "pipeline": pipeline,
        "description": f"{description} {SAMPLE}",
        "licence": LICENCE,
        "graphs": graphs,
        "output": None,
        "video": video,
        "parameters": parameters,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


def write_vae(folder: Path, digests: dict[str, str]) -> None:
    image, latent = tensor("image", 3, IMAGE_PX, IMAGE_PX), tensor("latent", LATENT_CHANNELS, LATENT_PX, LATENT_PX)
    write(
        folder,
        id=VAE_ID,
        title="Sample VAE",
        pipeline="vae",
        description="Turns 128x128 camera pictures into 4x16x16 latents and back, for the compact world models.",
        graphs={
            "encoder": {"file": "encoder.onnx", "sha256": digests["encoder"], "inputs": [image], "outputs": [latent]},
            "decoder": {"file": "decoder.onnx", "sha256": digests["decoder"], "inputs": [latent], "outputs": [image]},
        },
        video=None,
        parameters={
            "imagePx": IMAGE_PX,
            "latent": {"channels": LATENT_CHANNELS, "height": LATENT_PX, "width": LATENT_PX},
            "scale": 1,
            "clamp": CLAMP,
        },
    )


def write_world(folder: Path, variant: Variant, digest: str, *, count: int, mean, std, action_range: dict, calibration: dict | None) -> None:
    shape = variant.shape
    rows = shape.horizon * shape.tokens
    diffusion = variant.objective in ("x0", "epsilon")
    parameters = {
        "vae": VAE_ID,
        "camera": CAMERA,
        "objective": variant.objective,
        "patch": 2,
        "horizon": shape.horizon,
        "chain": variant.chain,
        "actionsPerStep": variant.actions_per_step,
        "features": {
            "kind": "ego-motion",
            "frequencies": af.FREQUENCIES,
            "wheelBaseM": af.WHEEL_BASE_M,
            "steeringRatio": af.STEERING_RATIO,
        },
        "standardisation": {"mean": numbers(mean), "std": numbers(std)},
        "actionRange": action_range,
        "parameterCount": count,
    }
    if diffusion:
        parameters["diffusion"] = {"trainSteps": 1000, "offset": 0.008}
    if calibration:
        parameters["calibration"] = calibration
    if variant.direct:
        parameters["direct"] = variant.direct
    if variant.twin:
        parameters["twin"] = variant.twin
    write(
        folder,
        id=variant.id,
        title=variant.title,
        pipeline="dit-wam",
        description=variant.about,
        graphs={
            "world": {
                "file": "world.onnx",
                "sha256": digest,
                "inputs": [
                    tensor("x", rows, shape.token_length),
                    tensor("anchor", shape.tokens, shape.token_length),
                    tensor("action_features", shape.horizon, shape.features),
                    tensor("t", kind="int64"),
                    tensor("null_action"),
                ],
                "outputs": [tensor("prediction", rows, shape.token_length)],
            }
        },
        video={"steps": variant.steps, "stepS": variant.step_s, "widthPx": IMAGE_PX, "heightPx": IMAGE_PX},
        parameters=parameters,
    )


def write_encoder(folder: Path, id: str, title: str, digest: str, *, px: int, frames: int, width: int, about: str, feature_net: str | None) -> None:
    clip = (*((frames,) if frames > 1 else ()), 3, px, px)
    write(
        folder,
        id=id,
        title=title,
        pipeline="frame-encoder",
        description=f"Frame encoder: {about}",
        graphs={"encoder": {"file": "encoder.onnx", "sha256": digest, "inputs": [tensor("frames", *clip)], "outputs": [tensor("features", width)]}},
        video=None,
        parameters={
            "imagePx": px,
            "camera": CAMERA,
            "frames": frames,
            "frameStepS": 0.5,
            "mean": [0.5, 0.5, 0.5],
            "std": [0.5, 0.5, 0.5],
            "featureNet": feature_net,
            "about": about,
        },
    )
