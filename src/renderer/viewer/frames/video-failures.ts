import type { FrameFailure } from './frame-messages.ts';

const whatWasKept = 'Boxes, plans and scores do not need it. The other cameras stay usable.';
const codecNames: Record<string, string> = { hevc: 'H.265', avc: 'H.264', av1: 'AV1', vp9: 'VP9', vp8: 'VP8' };

/** A whole video that nothing here can decode, by the codec it is in; null where that is not told either. */
export function undecodableVideo(codec: string | null): FrameFailure {
  const name = codec === null ? 'Unknown' : (codecNames[codec] ?? codec);
  return {
    kind: 'undecodable',
    problem: {
      code: 'media.video-undecodable',
      title: `${name} video: this platform cannot decode it`,
      whatHappened: `The video is whole, but neither this browser nor its system has a decoder for ${codec === null ? 'it' : name}.`,
      whatWasKept,
      whatToDo: 'Open the workspace on a machine with such a decoder, or convert the video to H.264.',
    },
  };
}

/** A video that is not whole or contradicts itself. */
export const damagedVideo = (what: string): FrameFailure => ({
  kind: 'corrupt',
  problem: {
    code: 'media.video-damaged',
    title: 'A video is damaged',
    whatHappened: `The video could not be read: ${what}.`,
    whatWasKept,
    whatToDo: 'Download the video again, then index again.',
  },
});

/** The recording lists more frames than the video has. */
export const missingFrame = (frame: number, frameCount: number): FrameFailure => ({
  kind: 'corrupt',
  problem: {
    code: 'media.video-short',
    title: 'The video has fewer frames than the recording lists',
    whatHappened: `Frame ${String(frame)} is asked for and the video has ${String(frameCount)}, numbered from 0.`,
    whatWasKept: 'The frames before it are shown as they are.',
    whatToDo: 'Download the video again, then index again.',
  },
});
