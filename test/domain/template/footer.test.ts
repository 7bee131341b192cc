import { withFooter } from '../../../src/domain/template/footer.js';

const mail = { subject: 'Hello', text: 'Hi Ada\n', html: '<p>Hi Ada</p>' };
const postalAddress = 'Harbor Analytics <Inc>\n12 Long Wharf, Boston';

describe('the footer', () => {
  test('stands at the end of both versions with the address and the way out', () => {
    const { subject, text, html } = withFooter(mail, { postalAddress, unsubscribeUrl: 'https://d.example/u?a=1&b=2' });
    expect(subject).toBe('Hello');
    expect(text).toBe(
      'Hi Ada\n\n\nHarbor Analytics <Inc>\n12 Long Wharf, Boston\nUnsubscribe: https://d.example/u?a=1&b=2\n',
    );
    expect(html).toMatch(/^<p>Hi Ada<\/p>\n<p /);
    expect(html).toContain('Harbor Analytics &lt;Inc&gt;<br>12 Long Wharf, Boston<br>');
    expect(html).toContain('href="https://d.example/u?a=1&amp;b=2"');
  });

  test('says to whom to write where unsubscribing is by mail', () => {
    const { text, html } = withFooter(mail, {
      postalAddress,
      unsubscribeUrl: 'mailto:stop%2B1@d.example?subject=unsubscribe',
    });
    expect(text).toContain('Unsubscribe: write to stop+1@d.example\n');
    expect(html).toContain('href="mailto:stop%2B1@d.example?subject=unsubscribe"');
  });

  test('goes inside the body of a whole document', () => {
    const html = '<html><body><p>Hi</p></BODY></html>';
    expect(withFooter({ ...mail, html }, { postalAddress, unsubscribeUrl: 'https://d.example' }).html).toMatch(
      /<p>Hi<\/p><p style.*<\/p>\n<\/BODY><\/html>$/,
    );
  });

  test('goes there too behind letters that have another length in lower case', () => {
    const html = '<html><body><p>İİ</p></body></html>';
    expect(withFooter({ ...mail, html }, { postalAddress, unsubscribeUrl: 'https://d.example' }).html).toMatch(
      /<p>İİ<\/p><p style.*<\/p>\n<\/body><\/html>$/,
    );
  });
});
