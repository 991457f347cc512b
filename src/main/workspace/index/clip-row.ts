/** A row of the index's table `clip` (schema.ts), all but its key. */
export interface ClipRow {
  clip_id: string;
  dataset_id: string;
  kind: string;
  token: string;
  name: string;
  description: string;
  location: string;
  log_name: string;
  start_us: number;
  end_us: number;
  frame_count: number;
  box_count: number;
  image_count: number;
  absent_image_count: number;
  mean_speed_mps: number;
  manoeuvre: string;
  body_key: number | null;
  log_window: string | null;
}
