"""Django's forms in our markup: label, help, error, field, each tied to the others for a reader."""

from django.forms.renderers import DjangoTemplates


class FormRenderer(DjangoTemplates):
    """Renders forms and their fields with the templates in `shell/forms/`."""

    form_template_name = "shell/forms/form.html"
    field_template_name = "shell/forms/field.html"
