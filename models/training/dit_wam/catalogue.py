"""The world models that are trained here: shape, objective, actions of a step, words of their manifests."""

from dataclasses import dataclass

from world import WorldShape


@dataclass(frozen=True)
class Variant:
    id: str
    title: str
    about: str
    objective: str
    shape: WorldShape
    actions_per_step: int
    chain: int = 1
    direct: str | None = None
    twin: dict | None = None

    @property
    def actions(self) -> int:
        """Half seconds of a rollout."""
        return self.shape.horizon * self.chain * self.actions_per_step

    @property
    def step_s(self) -> float:
        return self.actions_per_step / 2

    @property
    def steps(self) -> int:
        return self.shape.horizon * self.chain


FULL = WorldShape(width=192, blocks=4)
SMALL = WorldShape(width=128, blocks=2)
JUMP = WorldShape(width=192, blocks=4, horizon=1)
REFERENCE = "dit-wam-small-x0"


def _twin(name: str, title: str, about: str, changed: str | None, objective: str = "x0", **shape) -> Variant:
    small = WorldShape(**{**SMALL.as_json(), **shape})
    twin = {"reference": REFERENCE, "changed": changed} if changed else None
    return Variant(f"dit-wam-small-{name}", f"DiT-WAM small, {title}", about, objective, small, 2, twin=twin)


VARIANTS = {
    v.id: v
    for v in [
        Variant(
            "dit-wam",
            "DiT-WAM (compact)",
            "Dreams the front camera's next 8 s as the given steering and acceleration lead to, by diffusion over latents.",
            "x0",
            FULL,
            2,
            direct="dit-wam-direct",
        ),
        Variant(
            "dit-wam-direct",
            "DiT-WAM direct (compact)",
            "The direct twin of DiT-WAM: the same network answers the next 8 s in one pass, without noise, as a mean of what may come.",
            "direct",
            FULL,
            2,
        ),
        Variant(
            "dit-wam-jump",
            "DiT-WAM jump (compact)",
            "Jumps 2 s ahead in one pass, and again from its own answer: pictures at 2, 4, 6 and 8 s. Light enough for a live view.",
            "jump",
            JUMP,
            4,
            chain=4,
        ),
        _twin("x0", "reference", "The reference of the diagnosis twins: diffusion that predicts the clean latent.", None),
        # Noise does not start from the present: with the anchor added to it the network would first have to take it away.
        _twin("epsilon", "predicts noise", "Diagnosis twin: as the reference, but the network predicts the noise.", "objective", "epsilon", anchored=False),
        _twin("unanchored", "no anchor", "Diagnosis twin: as the reference, but the answer does not start from the present.", "anchor", anchored=False),
        _twin(
            "mlp",
            "tokens alone",
            "Diagnosis twin: as the reference and of equal size, but each token is worked out alone, without attention.",
            "spatial tokens",
            attention=False,
        ),
    ]
}
