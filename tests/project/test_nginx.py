"""The shipped nginx.conf before the shipped server: HTTPS ends there, and nobody can pose as another."""

import os
import re
import shutil
import socket
import ssl
import subprocess
from http.client import HTTPConnection
from pathlib import Path

import pytest

from ..processes import Project, wait_until
from .checkout import ROOT
from .serving import answers, free_port, serving

HOST = "films.example.org"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
pytestmark = pytest.mark.skipif(
    not (NGINX and shutil.which("openssl")), reason="nginx and openssl are not installed here"
)
AROUND = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {site}
}}
"""


def certificate(folder: Path) -> None:
    """A certificate for the host, which only this test believes."""
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={HOST}",
    ]
    command += [
        "-addext",
        f"subjectAltName=DNS:{HOST}",
        "-keyout",
        folder / "site.key",
        "-out",
        folder / "site.pem",
    ]
    subprocess.run(command, check=True, capture_output=True)


def configured(folder: Path, site: int, http: int, https: int) -> Path:
    """The shipped configuration, on ports that an ordinary user may have."""
    text = (ROOT / "deploy/nginx.conf").read_text()
    for shipped, here in (
        ("listen 80;", f"listen 127.0.0.1:{http};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{https} ssl;"),
        ("127.0.0.1:8000", f"127.0.0.1:{site}"),
        (f"/etc/ssl/{HOST}.pem", f"{folder}/site.pem"),
        (f"/etc/ssl/{HOST}.key", f"{folder}/site.key"),
    ):
        assert shipped in text
        text = text.replace(shipped, here)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, site=text))
    return folder / "nginx.conf"


@pytest.fixture(scope="module")
def proxied(migrated_project, tmp_path_factory):
    """nginx before the site: a folder with the certificate; ports of HTTP, of HTTPS, and the site's."""
    folder = tmp_path_factory.mktemp("nginx")
    shutil.copytree(migrated_project, folder / "project", symlinks=True)
    variables = {"DJANGO_HTTPS": "1", "DJANGO_ALLOWED_HOSTS": HOST, "TRUSTED_PROXIES": "127.0.0.1"}
    http, https = free_port(), free_port()
    certificate(folder)
    project = Project(folder / "project", EMBEDDER="offline", **variables)
    with serving(project, "--no-work") as (_process, site):
        path = configured(folder, site, http, https)
        nginx = subprocess.Popen([NGINX, "-p", folder, "-c", path], stderr=subprocess.PIPE)
        try:
            wait_until(lambda: answers_http(http), nginx)
            yield folder, http, https, site
        finally:
            nginx.terminate()
            nginx.communicate(timeout=30)


def answers_http(port):
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("HEAD", "/")
        return connection.getresponse().status
    except OSError:
        return False


def get(port, path, folder=None, **headers):
    """Status, headers and text of an answer to 127.0.0.2; over HTTPS where a folder has the certificate."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.sock = socket.create_connection(("127.0.0.1", port), 30, source_address=("127.0.0.2", 0))
    if folder:
        context = ssl.create_default_context(cafile=folder / "site.pem")
        connection.sock = context.wrap_socket(connection.sock, server_hostname=HOST)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers={"Host": HOST} | named)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read().decode()


def test_site_is_served_over_https_and_never_sent_in_a_circle(proxied):
    folder, http, https, site = proxied
    status, headers, page = get(https, "/", folder)
    assert status == 200
    assert "<h1" in page
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert not re.search(r"\d", headers["Server"])
    status, headers, _ = get(http, "/movies/?year=1999")
    assert (status, headers["Location"]) == (301, f"https://{HOST}/movies/?year=1999")
    assert answers(f"http://127.0.0.1:{site}/healthz")


CLAIMED = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Host": "evil.example", "X_Forwarded_Proto": "http"}


def test_visitor_has_the_own_address_whatever_is_claimed(proxied):
    folder, _http, https, _site = proxied
    assert get(https, "/whoever/", folder, **CLAIMED)[2] == f"127.0.0.2 https {HOST}"


def test_whoever_goes_around_the_proxy_is_not_believed(proxied):
    _folder, _http, _https, site = proxied
    status, headers, _ = get(site, "/whoever/", **CLAIMED | {"X_Forwarded_Proto": "https"})
    assert (status, headers["Location"]) == (301, f"https://{HOST}/whoever/")


def test_cookies_of_the_site_are_for_https_alone(proxied):
    folder, _http, https, _site = proxied
    cookies = get(https, "/chat/", folder)[1].get_all("Set-Cookie")
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)
