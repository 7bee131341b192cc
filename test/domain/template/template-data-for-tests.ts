import type { TemplateData } from '../../../src/domain/template/template-data.js';

/** Data of a full contact; `contact` replaces single cells. */
export function dataWith(contact: Record<string, unknown> = {}): TemplateData {
  return {
    contact: {
      email: 'ada@example.com',
      firstName: 'Ada',
      lastName: 'Byron',
      name: 'Ada Byron',
      company: 'Analytical Engines',
      title: 'Head of Finance',
      phone: '+442079460000',
      zone: 'Europe/London',
      notes: null,
      tags: ['saas', 'finance'],
      fields: { seats: 40, renewal: '2026-12-01', 'Plan name': 'Team' },
      ...contact,
    },
    owner: {
      name: 'Ana Ruiz',
      firstName: 'Ana',
      email: 'ana@harbor.example',
      title: 'Account Executive',
      handle: 'ana',
    },
    workspace: { name: 'Harbor Analytics', postalAddress: '12 Long Wharf, Boston' },
    sequence: { name: 'SaaS outbound' },
    step: { name: 'Intro' },
    unsubscribe: { url: 'https://drumbeat.example/u/1' },
    today: '2026-03-02',
  };
}
