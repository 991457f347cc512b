import { z } from 'zod';
import type { ModelManifest, TensorContract } from '../../../shared/domain/model.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { learnedCameraSchema } from '../../../shared/domain/world-camera.ts';
import type { ModelView } from '../../media/camera-frames.ts';
import { pipelineParameters } from '../parameters.ts';

export const FRAME_ENCODER = 'frame-encoder';
/** Pictures in one call where the graph's batch is free: enough to fill two cores, 40 MB at 299 px. */
const FREE_BATCH = 16;

/**
 * `parameters` of a manifest whose pipeline is `frame-encoder`. Graph `encoder`: `frames` f32 [batch, 3, S, S], or
 * [batch, T, 3, S, S] for more than one picture (oldest first), → `features` f32 [batch, width]. A `batch` of 1 may be fixed.
 * Pooling is the graph's own business: what comes out is one vector a clip.
 */
export const frameEncoderParametersSchema = z.object({
  imagePx: z.number().int().positive().max(4096),
  /** Pictures of one clip; it ends at the target and goes backwards. */
  frames: z.number().int().positive().max(256).default(1),
  /** Seconds between them. */
  frameStepS: z.number().positive().default(0.5),
  /** Of pictures in [0, 1], by colour: what enters the graph is (p − mean) / std. */
  mean: z.array(z.number()).length(3),
  std: z.array(z.number().positive()).length(3),
  /** The camera whose pictures it learned by: each recorded picture is shown as that one sees it. Without it, the centre square. */
  camera: learnedCameraSchema.optional(),
  /** Features that FID and KID may be told of: those of Inception v3 as the papers use it, or of a small net. */
  featureNet: z.enum(['small', 'inception']).nullable().default(null),
  /** Set where another network than the title's made the features: what it stands in for, and why. */
  standsInFor: z.string().optional(),
  /** Architecture, pooling and training, in words. */
  about: z.string().default(''),
});

export interface FrameEncoderSpec extends z.infer<typeof frameEncoderParametersSchema> {
  width: number;
  /** Clips in one call. */
  batch: number;
}

/** What an encoder is shown of recorded pictures. */
export const encoderView = ({ imagePx, camera }: Pick<FrameEncoderSpec, 'imagePx' | 'camera'>): ModelView => ({
  sizePx: imagePx,
  camera: camera ?? null,
});

/** What a manifest says of a frame encoder, proved to fit its graph's tensors. Throws ProblemError in words. */
export function frameEncoderSpec(manifest: ModelManifest): FrameEncoderSpec {
  const refuse = (what: string): never => {
    throw notAnEncoder(manifest.id, what);
  };
  if (manifest.pipeline !== FRAME_ENCODER) refuse(`its pipeline is "${manifest.pipeline}"`);
  const p = pipelineParameters(manifest, frameEncoderParametersSchema);
  const graph = manifest.graphs.encoder;
  if (!graph) refuse('it has no graph "encoder"');
  const tensor = (side: readonly TensorContract[], name: string): TensorContract =>
    side.find((t) => t.name === name && t.type === 'float32') ?? refuse(`its graph has no float32 "${name}"`);
  const input = tensor(graph.inputs, 'frames').shape;
  const clip = [...(p.frames > 1 ? [p.frames] : []), 3, p.imagePx, p.imagePx];
  if (input.slice(1).join() !== clip.join())
    refuse(`"frames" has the shape [${input.join(', ')}], its parameters ask for [batch, ${clip.join(', ')}]`);
  const output = tensor(graph.outputs, 'features').shape;
  const width = output[1];
  if (output.length !== 2 || typeof width !== 'number')
    return refuse(`"features" has the shape [${output.join(', ')}], expected [batch, a fixed width]`);
  return { ...p, width, batch: typeof input[0] === 'number' ? input[0] : FREE_BATCH };
}

const notAnEncoder = (modelId: string, what: string) =>
  new ProblemError({
    code: 'model.not-an-encoder',
    title: 'A model cannot be used as a frame encoder',
    whatHappened: `"${modelId}": ${what}.`,
    whatWasKept: 'The other models, all runs and all your work.',
    whatToDo: 'Compare its manifest.json with the example in resources/frame-encoders.',
  });
