"""The manifest of the ego-status MLP: tensors, normalisation and definitions that the product's pipeline follows."""

import json
from pathlib import Path

from samples import BASELINE_S, COMMAND_OFFSET_M, COMMANDS, FUTURE_S, HISTORY_S


def write_manifest(file: Path, sha256: str, scales) -> None:
    tensor = lambda name, *shape: {"name": name, "type": "float32", "shape": ["batch", *shape]}
    plain = lambda t: [[round(v, 4) for v in row] for row in t.tolist()] if t.dim() == 2 else [round(v, 4) for v in t.tolist()]
    manifest = {
        "format": 1,
        "id": "ego-mlp",
        "title": "Ego-status MLP",
        "version": "1.0.0",
        "family": "baseline",
        "pipeline": "ego-mlp",
        "description": "Plans 4 s from the ego's own history, velocity, acceleration and a driving command. It sees no camera. "
        "Trained on made-up kinematic drives; no recording was used.",
        "licence": "Made with Foresight; no third-party data or weights.",
        "graphs": {
            "planner": {
                "file": "ego-mlp.onnx",
                "sha256": sha256,
                "inputs": [tensor("history", len(HISTORY_S), 3), tensor("velocity", 2), tensor("acceleration", 2), tensor("command", len(COMMANDS))],
                "outputs": [tensor("trajectory", len(FUTURE_S), 3)],
            }
        },
        "output": {"poses": len(FUTURE_S), "stepS": FUTURE_S[0], "modes": 1},
        "parameters": {
            "historyPoses": len(HISTORY_S),
            "historyStepS": BASELINE_S,
            "commands": list(COMMANDS),
            "commandHorizonS": FUTURE_S[-1],
            "commandOffsetM": COMMAND_OFFSET_M,
            "scales": {name: plain(t) for name, t in scales.items()},
        },
    }
    file.write_text(json.dumps(manifest, indent=2) + "\n")
