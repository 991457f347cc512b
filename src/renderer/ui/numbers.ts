export * from '../../shared/words/numbers.ts';
