import type { Catalog } from '../../src/service/publish/catalog.ts';
import { health as healthAt } from '../../src/service/health.ts';
import { instantOf } from '../../src/domain/time/time.ts';

/** What healthz says of calendars, at an instant of long ago at which none is old yet. */
export function health(catalog: Catalog): ReturnType<typeof healthAt> {
  return healthAt(catalog, instantOf(0));
}
