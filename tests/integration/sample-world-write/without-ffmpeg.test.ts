import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openZip } from '../../../src/main/datasets/zip/open-zip.ts';
import { physicalaiCameras } from '../../../src/main/sample-world/render/cameras.ts';
import { physicalaiLayout } from '../../../src/main/sample-world/write/physicalai/write-physicalai.ts';
import { problemOf } from '../../../src/shared/domain/problem.ts';
import { handMadeDrive } from '../../sample-drive.ts';
import { plainRequest, temporaryFolder, writeDrives } from './written-world.ts';

const cameras = physicalaiCameras({ widthPx: 32, heightPx: 18 }).slice(0, 1);
const camera = cameras[0].channel;

/** The writer as it is on a machine where only the programs of `folder` are found. */
function writerWith(folder: string) {
  vi.stubEnv('PATH', folder);
  return physicalaiLayout;
}

describe.skipIf(process.platform === 'win32')('PhysicalAI videos', () => {
  let programs: string;
  beforeEach(() => {
    programs = join(temporaryFolder(), 'programs');
    mkdirSync(programs);
  });
  afterEach(() => void vi.unstubAllEnvs());
  const ffmpegThat = (script: string) => {
    writeFileSync(join(programs, 'ffmpeg'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(programs, 'ffmpeg'), 0o755);
  };

  it('are left out, and said to be, where there is no ffmpeg; everything else is written', async () => {
    const writer = writerWith(programs);
    expect(await writer.notes({ ...plainRequest, layout: 'physicalai' })).toEqual([
      expect.stringContaining('The videos are left out: ffmpeg was not found on this machine.'),
    ]);
    expect(await writer.notes({ ...plainRequest, layout: 'physicalai', pictures: false })).toEqual([]);
    const root = temporaryFolder();
    await writeDrives(writer, root, [handMadeDrive(0, 'straight', 21)], cameras, { layout: 'physicalai' });
    const archive = openZip(join(root, `camera/${camera}/${camera}.chunk_0000.zip`), 'chunk');
    const members = [...archive.members.keys()].map((name) => name.replace(/^[^.]*\./, ''));
    archive.close();
    expect(members).toEqual([`${camera}.timestamps.parquet`, `${camera}.blurred_boxes.parquet`]);
    expect(readdirSync(join(root, 'labels')).sort()).toEqual(['egomotion', 'obstacle.offline']);
  });

  it('are left out where ffmpeg has no encoder for them', async () => {
    ffmpegThat('echo " V..... mpeg4 MPEG-4"');
    const [words] = await writerWith(programs).notes({ ...plainRequest, layout: 'physicalai' });
    expect(words).toContain('has no H.264 encoder');
  });

  it('end the work with ffmpeg’s own words where it fails', async () => {
    ffmpegThat('case "$*" in *-encoders*) echo " V..... libx264 H.264";; *) echo "cannot do that" >&2; exit 1;; esac');
    const writer = writerWith(programs);
    const work = writeDrives(writer, temporaryFolder(), [handMadeDrive(0, 'straight', 21)], cameras, {
      layout: 'physicalai',
    });
    const problem = await work.then(
      () => null,
      (error: unknown) => problemOf(error),
    );
    expect(problem).toMatchObject({ code: 'sample-world.video' });
    expect(problem?.whatHappened).toContain('cannot do that');
  });
});
