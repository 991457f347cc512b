import { expect, it } from 'vitest';
import { readMediaAddress } from '../../../src/main/media/media-address.ts';

it.each([
  [
    '/media/image/d1/t1/CAM_FRONT/12',
    '',
    { kind: 'image', datasetId: 'd1', token: 't1', channel: 'CAM_FRONT', index: 12 },
  ],
  ['/media/thumb/d1/t1', '', { kind: 'thumb', datasetId: 'd1', token: 't1', widthPx: 160 }],
  ['/media/thumb/d1/t1', 'w=161', { kind: 'thumb', datasetId: 'd1', token: 't1', widthPx: 320 }],
  ['/media/thumb/d1/t1', 'w=99999', { kind: 'thumb', datasetId: 'd1', token: 't1', widthPx: 960 }],
  [
    '/media/map/d1/maps/a.png',
    'bounds=-1,0,10.5,20',
    { kind: 'map', datasetId: 'd1', name: 'maps/a.png', bounds: [-1, 0, 10.5, 20] },
  ],
  ['/media/report/r1/report.html', '', { kind: 'report', reportId: 'r1', file: 'report.html' }],
  [
    '/media/predicted/r1/d1/t1/3/0',
    '',
    { kind: 'predicted', runId: 'r1', datasetId: 'd1', token: 't1', frame: 3, k: 0 },
  ],
  ['/media/predicted/r1/d1/t1/3', '', null],
  ['/media/predicted/r1/d1/t1/-1/0', '', null],
  ['/media/predicted/r1/d1/t1/0/1.5', '', null],
  ['/media/image/d1/t1/CAM_FRONT/-1', '', null],
  ['/media/image/d1/t1/CAM_FRONT/1e3', '', null],
  ['/media/image/d1/t1/CAM_FRONT', '', null],
  ['/media/image/d1/../CAM_FRONT/1', '', null],
  ['/media/report/../review.sqlite', '', null],
  ['/media/report/r1/', '', null],
  ['/media/map/d1/a.png', 'bounds=0,0,0,10', null],
  ['/media/map/d1/a.png', 'bounds=0,0,NaN,10', null],
  ['/media/map/d1/a.png', '', null],
  ['/media/thumb/d1/t1', 'w=-5', null],
  ['/media/file/etc/passwd', '', null],
  ['/other/image/d1/t1/CAM_FRONT/12', '', null],
])('%s ? %s', (path, search, address) => {
  expect(readMediaAddress(path, new URLSearchParams(search))).toEqual(address);
});
