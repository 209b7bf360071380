import { slips } from '../mail/slips.ts';

describe('the real slips of older cycles of Kubernetes, with fifty subscribers', () =>
  slips(['1.24', '1.31', '1.33']));
