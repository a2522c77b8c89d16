import { jest } from '@jest/globals';
import { StageClock } from '../../src/triage/stage-clock.ts';

/** A clock under test: time passes when it is told to. */
function withTime(test: (pass: (ms: number) => void) => void): void {
  let now = 1000;
  const spy = jest.spyOn(performance, 'now').mockImplementation(() => now);
  try {
    test((ms) => (now += ms));
  } finally {
    spy.mockRestore();
  }
}

describe('the clock of stages', () => {
  test('adds up the work of a stage, and leaves out stages that had none', () => {
    withTime((pass) => {
      const clock = new StageClock();
      clock.during('config', () => pass(5));
      clock.during('wiring', () => pass(2));
      clock.during('config', () => pass(7));
      expect(clock.times('Rules')).toEqual({ configRulesMs: 12, wiringRulesMs: 2 });
    });
  });

  test('counts work side by side once', async () => {
    let now = 0;
    const spy = jest.spyOn(performance, 'now').mockImplementation(() => now);
    const clock = new StageClock();
    let finish = (): void => undefined;
    const long = clock.duringAll('config', () => new Promise<void>((done) => (finish = done)));
    now = 10;
    await clock.duringAll('config', () => Promise.resolve());
    now = 30;
    finish();
    await long;
    spy.mockRestore();
    expect(clock.times('Read')).toEqual({ configReadMs: 30 });
  });

  test('counts work that fails, too', () => {
    withTime((pass) => {
      const clock = new StageClock();
      const fail = (): never => {
        pass(4);
        throw new Error('broken');
      };
      expect(() => clock.during('config', fail)).toThrow('broken');
      expect(clock.times('Rules')).toEqual({ configRulesMs: 4 });
    });
  });
});
