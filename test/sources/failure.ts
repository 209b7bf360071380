import assert from 'node:assert/strict';
import { Failure } from '../../src/service/ports/failure.ts';

/** What the world said when it did not do it. */
export async function failure(act: Promise<unknown>): Promise<string> {
  const error = await act.then(
    () => assert.fail('nothing failed'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Failure, String(error));
  return error.message;
}

/** What was thrown that is no failure of the world: a bug of ours. */
export async function bug(act: Promise<unknown>): Promise<unknown> {
  const error = await act.then(
    () => assert.fail('nothing failed'),
    (thrown: unknown) => thrown,
  );
  assert.ok(!(error instanceof Failure), String(error));
  return error;
}
