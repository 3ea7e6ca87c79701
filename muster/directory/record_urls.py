"""Where the pages of one record are, and what can be done with it."""

from django.urls import URLPattern, path

from muster.directory.views import acts, edits, merge_sites, points, records

_ORGANIZATION = "directory/organizations/<slug:key>/"
_SITE = "directory/sites/<slug:key>/"
_PERSON = "directory/people/<slug:key>/"
_POST = f"{_PERSON}posts/<int:post>/"
_POINT = "directory/points/<int:point>/"
RECORDS: list[URLPattern] = [
    path("directory/organizations/new/", edits.new_organization, name="new-organization"),
    path("directory/organizations/alike/", edits.organizations_alike, name="organizations-alike"),
    path("directory/organizations/names/", edits.organization_names, name="organization-names"),
    path(_ORGANIZATION, records.organization, name="organization"),
    path(f"{_ORGANIZATION}history/", records.organization_history, name="organization-history"),
    path(f"{_ORGANIZATION}edit/", edits.edit_organization, name="edit-organization"),
    path(f"{_ORGANIZATION}sites/new/", edits.new_site, name="new-site"),
    path(f"{_ORGANIZATION}touch/", acts.touch_organization, name="touch-organization"),
    path(f"{_ORGANIZATION}confirm/", acts.confirm_organization, name="confirm-organization"),
    path(
        f"{_ORGANIZATION}points/new/",
        points.new_point_of_organization,
        name="new-point-of-organization",
    ),
    path(
        f"{_ORGANIZATION}deactivate/", edits.deactivate_organization, name="deactivate-organization"
    ),
    path(f"{_ORGANIZATION}back/", edits.bring_organization_back, name="bring-organization-back"),
    path(_SITE, records.site, name="site"),
    path(f"{_SITE}history/", records.site_history, name="site-history"),
    path(f"{_SITE}edit/", edits.edit_site, name="edit-site"),
    path(f"{_SITE}confirm/", acts.confirm_site, name="confirm-site"),
    path(f"{_SITE}points/new/", points.new_point_of_site, name="new-point-of-site"),
    path(f"{_SITE}deactivate/", edits.deactivate_site, name="deactivate-site"),
    path(f"{_SITE}merge/", merge_sites.merge_site, name="merge-site"),
    path(f"{_SITE}back/", edits.bring_site_back, name="bring-site-back"),
    path("directory/people/new/", edits.new_person, name="new-person"),
    path("directory/people/alike/", edits.people_alike, name="people-alike"),
    path(_PERSON, records.person, name="person"),
    path(f"{_PERSON}history/", records.person_history, name="person-history"),
    path(f"{_PERSON}edit/", edits.edit_person, name="edit-person"),
    path(f"{_PERSON}touch/", acts.touch_person, name="touch-person"),
    path(f"{_PERSON}confirm/", acts.confirm_person, name="confirm-person"),
    path(f"{_PERSON}points/new/", points.new_point_of_person, name="new-point-of-person"),
    path(f"{_PERSON}posts/new/", acts.new_post, name="new-post"),
    path(f"{_POST}end/", acts.end, name="end-post"),
    path(f"{_POST}back/", acts.take_end_back, name="take-end-back"),
    path(f"{_POST}move/", acts.move, name="move-post"),
    path(f"{_POINT}describe/", points.describe_point, name="describe-point"),
    path(f"{_POINT}mark/", points.mark_point, name="mark-point"),
    path(f"{_POINT}replace/", points.replace_point, name="replace-point"),
    path(f"{_POINT}again/", points.use_point_again, name="use-point-again"),
]
