import { api } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { festivalTexts } from './festival.texts.ts';

/** Writes to the house. */
export function ContactForm() {
  const t = useText(festivalTexts);
  return (
    <section className="grid max-w-2xl gap-4" aria-labelledby="contact">
      <h2 id="contact" className="text-2xl font-extrabold">
        {t.contact}
      </h2>
      <Form
        fields={['name', 'email', 'subject', 'message']}
        action={t.send}
        done={t.sent}
        send={({ name = '', email = '', subject = '', message = '', homepage = '' }) =>
          api.config.contact.mutate({ name, email, subject, message, ...(homepage !== '' && { homepage }) })
        }
      >
        {(refusal) => (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field
                label={t.name}
                name="name"
                required
                maxLength={100}
                autoComplete="name"
                errors={refusal?.fields.name}
              />
              <Field
                label={t.email}
                name="email"
                type="email"
                required
                autoComplete="email"
                errors={refusal?.fields.email}
              />
            </div>
            <Field label={t.subject} name="subject" maxLength={200} errors={refusal?.fields.subject} />
            <TextArea
              label={t.message}
              name="message"
              required
              rows={5}
              maxLength={5000}
              errors={refusal?.fields.message}
            />
            {/* For robots: nobody sees it, and nobody comes to it by keyboard. */}
            <input name="homepage" tabIndex={-1} autoComplete="off" aria-hidden className="hidden" />
          </>
        )}
      </Form>
    </section>
  );
}
