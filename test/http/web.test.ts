import express from 'express';
import { openWeb } from '../../src/compose/web.js';

test('what nobody foresaw is told to nobody outside: no stack, no path of ours', async () => {
  const web = await openWeb({ port: 0, host: '127.0.0.1' });
  try {
    web.app.post('/posted', express.urlencoded({ extended: false, limit: 10 }), (_request, response) => {
      response.end();
    });
    const answer = await fetch(`http://127.0.0.1:${web.port}/posted`, {
      method: 'POST',
      body: new URLSearchParams({ text: 'longer than it may be' }),
    });
    expect(answer.status).toBe(413);
    expect(await answer.text()).not.toMatch(/\n\s*at |node_modules|&nbsp;at /);
  } finally {
    await web.stop();
  }
});
