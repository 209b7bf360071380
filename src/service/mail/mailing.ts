import type { Delivering, MailParts } from '../sending/mailparts.ts';
import type { Breaker } from '../sending/breaker.ts';
import type { Guard } from './guard.ts';
import type { MailStore } from '../ports/store.ts';
import type { Operate } from './operate.ts';
import type { Remind } from './remind.ts';
import type { Subscribe } from './subscribe.ts';
import type { Wake } from './wake.ts';
import { openBreaker } from '../sending/breaker.ts';
import { openDeliver } from '../sending/deliver.ts';
import { openGuard } from './guard.ts';
import { openOperate } from './operate.ts';
import { openOperator } from './operator.ts';
import { openPrepare } from './prepare.ts';
import { openRemind } from './remind.ts';
import { openSubscribe } from './subscribe.ts';
import { openWake } from './wake.ts';
import { openWrite } from './write.ts';

/** Everything about mail that commands, pages and the clock may ask for. */
export interface Mailing {
  readonly subscribe: Subscribe;
  readonly remind: Remind;
  readonly wake: Wake;
  readonly guard: Guard;
  readonly breaker: Breaker;
  readonly operate: Operate;
  readonly store: MailStore;
  /** The secret that `POST /bounces` wants; without one that address is closed. */
  readonly bounceSecret: string | undefined;
  /** Where letters go, for people. */
  readonly where: string;
}

interface Dependencies extends MailParts {
  readonly mail: MailStore;
  /** The configured public URL, or `none`: a default follows the port, which identifies no place. */
  readonly place: string;
  readonly mailto: string | undefined;
  readonly how: Delivering;
  readonly isPaused: boolean;
  /** The name of this machine. */
  readonly host: string;
  readonly retentionDays: number;
  readonly bounceSecret: string | undefined;
  /** Who gets a letter when a calendar is stale. */
  readonly operator: string | undefined;
}

export function openMailing(opening: Dependencies): Mailing {
  const { mail, channel, tokens, how, bounceSecret } = opening;
  const remind = openRemind(opening);
  const write = openWrite({ ...opening, remind });
  const guard = openGuard({ ...opening, publicUrl: opening.place, secret: tokens.fingerprint });
  const prepare = openPrepare({ ...opening, write, unknown: how.unknown });
  const breaker = openBreaker(opening.log);
  const deliver = openDeliver({ ...opening, breaker, prepare });
  return {
    remind,
    guard,
    breaker,
    bounceSecret,
    store: mail,
    where: channel.where,
    subscribe: openSubscribe({ ...opening, remind, write }),
    wake: openWake({ ...opening, guard, remind, deliver, tellOperator: openOperator(opening) }),
    operate: openOperate({ ...opening, remind, write }),
  };
}
