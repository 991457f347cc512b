"""Writes ONNX graphs with fp16 weights: half the size, same arithmetic, because a Cast to fp32 stands behind each."""

import hashlib
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

OPSET = 20
SMALLEST_HALVED = 64


def round_to_half(model: torch.nn.Module) -> torch.nn.Module:
    """Rounds every weight to what fp16 holds, in place, so that PyTorch and the exported graph know the same numbers."""
    with torch.no_grad():
        for weight in model.parameters():
            weight.copy_(weight.half().float())
    return model.eval()


def export(model: torch.nn.Module, example: dict[str, torch.Tensor], outputs: list[str], file: Path) -> str:
    """Writes the graph with a free batch axis and answers its SHA-256. `example` has a batch of at least 2."""
    file.parent.mkdir(parents=True, exist_ok=True)
    batch = torch.export.Dim("batch", min=1, max=1024)
    with torch.no_grad():
        torch.onnx.export(
            model,
            tuple(example.values()),
            file,
            input_names=list(example),
            output_names=outputs,
            dynamic_shapes=tuple({0: batch} for _ in example),
            dynamo=True,
            external_data=False,
            opset_version=OPSET,
            verbose=False,
        )
    graph = onnx.load(file)
    halve_weights(graph)
    strip_traces(graph)
    onnx.checker.check_model(graph, full_check=True)
    onnx.save(graph, file)
    return hashlib.sha256(file.read_bytes()).hexdigest()


def halve_weights(model: onnx.ModelProto) -> None:
    """Weights that fp16 holds exactly become fp16 with a Cast behind; what the exporter folded into other numbers stays fp32."""
    casts, kept = [], []
    for weight in model.graph.initializer:
        values = numpy_helper.to_array(weight)
        exact = weight.data_type == TensorProto.FLOAT and values.size >= SMALLEST_HALVED
        if not exact or not np.array_equal(values.astype(np.float16).astype(np.float32), values):
            kept.append(weight)
            continue
        name = f"{weight.name}.half"
        kept.append(numpy_helper.from_array(values.astype(np.float16), name))
        casts.append(helper.make_node("Cast", [name], [weight.name], to=TensorProto.FLOAT))
    nodes = list(model.graph.node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(kept)
    model.graph.node.extend([*casts, *nodes])


def strip_traces(model: onnx.ModelProto) -> None:
    """Takes out what the exporter notes about the source files: it differs between machines and helps nobody who runs the graph."""
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    del model.graph.value_info[:]
    for part in [*model.graph.node, *model.graph.input, *model.graph.output, *model.graph.initializer]:
        part.doc_string = ""
        del part.metadata_props[:]
