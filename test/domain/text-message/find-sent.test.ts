import { findSent } from '../../../src/domain/text-message/find-sent.js';

const listed = (...bodies: readonly string[]) =>
  bodies.map((body, index) => ({ providerMessageId: `SM${index + 1}`, body }));
const find = (bodies: readonly string[], others: readonly string[] = []) =>
  findSent('Hi Ada,\nquick question', listed(...bodies), new Set(others));

describe('a text whose sending ended in doubt', () => {
  test('was sent where the list has it', () => {
    expect(find(['Hi Ada,\nquick question'])).toEqual({ kind: 'sent', providerMessageId: 'SM1' });
  });

  test('was sent where the provider trimmed it, or put words before it', () => {
    expect(find(['Sent from your trial account - Hi Ada,\r\nquick question ']).kind).toBe('sent');
  });

  test('was sent beside others that read otherwise', () => {
    expect(find(['Hello', 'Hi Ada,\nquick question'])).toEqual({ kind: 'sent', providerMessageId: 'SM2' });
  });

  test('was not sent where the list is empty, or has only texts of other sendings', () => {
    expect(find([])).toEqual({ kind: 'not-sent' });
    expect(find(['Hi Ada,\nquick question', 'Hello'], ['SM1', 'SM2'])).toEqual({ kind: 'not-sent' });
  });

  test('is a case for a person where there is a text that nobody knows of', () => {
    expect(find(['Hello'])).toEqual({ kind: 'unclear' });
    expect(find(['Hi Ada,\nquick question, and another'])).toEqual({ kind: 'unclear' });
  });

  test('is a case for a person where two are the same', () => {
    expect(find(['Hi Ada,\nquick question', 'Hi Ada,\nquick question'])).toEqual({ kind: 'unclear' });
  });
});
