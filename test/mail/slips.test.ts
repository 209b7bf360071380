import { slips } from './slips.ts';

/** The older cycles, which take long, are lived through in `test/faults`. */
describe('the real slips of Kubernetes, with fifty subscribers', () => slips(['1.37']));
