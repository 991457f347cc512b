/** First argument of the made-up tokens of each table. */
export const tableIds = {
  scene: 1,
  sample: 2,
  sample_data: 3,
  calibrated_sensor: 5,
  sensor: 6,
  log: 7,
  map: 8,
  category: 9,
  attribute: 10,
  instance: 11,
  sample_annotation: 12,
} as const;

/** Key frames are this far apart, s. */
export const SAMPLE_STEP_S = 0.5;
