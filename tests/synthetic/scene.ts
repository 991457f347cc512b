import type { Drive, DrivingStyle } from './drive.ts';

/** A made-up scene, as the writers of its tables and files get it. */
export interface SyntheticScene {
  token: string;
  name: string;
  style: DrivingStyle;
  location: string;
  startUs: number;
  sampleTokens: string[];
  drive: Drive;
}
