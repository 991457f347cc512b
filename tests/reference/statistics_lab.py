"""Spearman, paired t, Cohen's d, singular values, ridge regression and steps of an MLP from scipy, numpy and torch.

    pip install torch scipy
    python tests/reference/statistics_lab.py tests/golden/image-metrics/statistics.json
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from scipy import stats


def correlations(rng: np.random.Generator) -> list[dict]:
    lists = [([-2, -1, 0, 1, 2], [-3, 0, 0, 4, 4]), ([-2, -1, 0, 1, 2], [0, 0, 0, 0, -1]), ([1, 1, 2, 2, 3], [5, 4, 4, 4, 1])]
    for n in (3, 12, 60):
        lists.append((rng.integers(0, 9, n).tolist(), rng.integers(0, 9, n).tolist()))
    return [{"x": x, "y": y, "spearman": float(stats.spearmanr(x, y).statistic), "pearson": float(stats.pearsonr(x, y).statistic), "ranks": stats.rankdata(y).tolist()} for x, y in lists]


def paired(rng: np.random.Generator) -> list[dict]:
    rows = []
    for n in (2, 7, 40):
        a, b = rng.normal(0.1, 1, n).round(4), rng.normal(0, 1, n).round(4)
        test = stats.ttest_rel(a, b)
        rows.append({"a": a.tolist(), "b": b.tolist(), "t": float(test.statistic), "p": float(test.pvalue), "cohenD": float((a - b).mean() / (a - b).std(ddof=1))})
    return rows


def singular(rng: np.random.Generator) -> list[dict]:
    low_rank = rng.normal(size=(9, 3)) @ rng.normal(size=(3, 7))
    matrices = [rng.normal(size=(5, 5)), rng.normal(size=(4, 9)), low_rank, np.zeros((3, 2)), np.diag([1e-9, 1.0, 1e6]), rng.normal(size=(1, 6))]
    return [{"rows": m.tolist(), "values": sorted(np.linalg.svd(m, compute_uv=False).tolist())} for m in matrices]


def ridge(rng: np.random.Generator) -> list[dict]:
    fits = []
    for n, width, penalty in ((20, 4, 3.0), (6, 10, 0.5)):
        x = (rng.normal(size=(n, width)) * rng.uniform(0.1, 9, width) + rng.normal(size=width)).round(5)
        x[:, 1] = 2.5  # A feature that does not vary.
        y = rng.normal(size=n).round(5)
        spread = x.std(0)
        used = spread > 1e-12
        z = (x[:, used] - x[:, used].mean(0)) / spread[used]
        w = np.linalg.solve(z.T @ z + penalty * np.eye(used.sum()), z.T @ (y - y.mean()))
        probe = rng.normal(size=(3, width)).round(5)
        probe[:, 1] = 2.5
        fits.append({"x": x.tolist(), "y": y.tolist(), "penalty": penalty, "probe": probe.tolist(), "answers": (((probe[:, used] - x[:, used].mean(0)) / spread[used]) @ w + y.mean()).tolist()})
    return fits


def mlp() -> dict:
    torch.manual_seed(3)
    inputs, hidden, outputs, rows, share = 5, 6, 2, 7, 0.1
    first, second = torch.nn.Linear(inputs, hidden).double(), torch.nn.Linear(hidden, outputs).double()
    flat = lambda t: t.detach().flatten().tolist()
    names = lambda: {"weight1": flat(first.weight), "bias1": flat(first.bias), "weight2": flat(second.weight), "bias2": flat(second.bias)}
    start = names()
    optimiser = torch.optim.Adam([*first.parameters(), *second.parameters()], lr=1e-3)
    steps = []
    for _ in range(4):
        x, y = torch.randn(rows, inputs).double() * 2, torch.randn(rows, outputs).double()
        dropout = (torch.rand(rows, hidden) >= share).double() / (1 - share)
        loss = torch.nn.functional.mse_loss(second(torch.nn.functional.gelu(first(x)) * dropout), y)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        steps.append({"x": flat(x), "y": flat(y), "dropout": flat(dropout), "loss": float(loss.detach())})
    probe = torch.linspace(-3, 3, 3 * inputs).double().reshape(3, inputs)
    return {"inputs": inputs, "hidden": hidden, "outputs": outputs, "rows": rows, "rate": 1e-3, "start": start, "steps": steps, "end": names(), "probe": flat(probe), "answers": flat(second(torch.nn.functional.gelu(first(probe))))}


def main() -> None:
    rng = np.random.default_rng(8)
    Path(sys.argv[1]).write_text(json.dumps({"correlations": correlations(rng), "paired": paired(rng), "singular": singular(rng), "ridge": ridge(rng), "mlp": mlp()}) + "\n")


if __name__ == "__main__":
    main()
