/** Lets a loop sleep until it is rung for or time is over; a ring before it sleeps is not lost. */

export type Bell = { ring(): void; rung(millisecondsMax: number): Promise<void> };

export function bell(): Bell {
  let pending = false;
  let hear: (() => void) | undefined;
  return {
    ring: () => {
      pending = true;
      hear?.();
    },
    rung: (millisecondsMax) =>
      new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          hear = undefined;
          pending = false;
          resolve();
        };
        const timer = setTimeout(wake, millisecondsMax);
        hear = wake;
        if (pending) wake();
      }),
  };
}
