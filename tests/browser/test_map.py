"""The map as a visitor uses it: with a mouse, a finger, the keyboard, and without a script."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

PHONE, DESKTOP = 390, 1280
SHARK = "a huge shark attacks the swimmers of a beach town"
FPS = """() => new Promise((done) => {
    const map = document.querySelector("#map");
    const box = map.getBoundingClientRect();
    let [frames, begin] = [0, performance.now()];
    const frame = () => {
        if (performance.now() - begin > 1000) return done(frames);
        map.dispatchEvent(new WheelEvent("wheel", {
            deltaY: frames++ % 40 < 20 ? -40 : 40,
            clientX: box.left + 300, clientY: box.top + 200, cancelable: true,
        }));
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
})"""


@pytest.fixture
def opened(visit):
    """Opens the map and waits until it is drawn."""

    def opened(path: str = "/map/", **options) -> Page:
        page = visit(path, **options)
        expect(page.locator("#map-stage")).to_be_visible()
        expect(page.get_by_role("status")).not_to_be_empty()
        return page

    return opened


def tip(page: Page) -> Locator:
    """The card of the film that is pointed at."""
    return page.locator("#map-tip")


def pixels(page: Page) -> str:
    """What is drawn, to be compared."""
    page.wait_for_timeout(100)
    return page.locator("#map").evaluate("map => map.toDataURL()")


def middle_of(page: Page, title: str) -> None:
    """Search a title, so that its film stands in the middle of the map."""
    page.get_by_label("Title").fill(title)
    page.get_by_label("Title").press("Enter")
    expect(tip(page)).to_contain_text(title)


def centre(page: Page) -> tuple[float, float]:
    box = page.locator("#map").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_navigation_leads_to_a_map_that_is_drawn(visit):
    page = visit("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Map").click()
    expect(page.locator("#map-stage")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^Films on the map: \d{3}$"))
    painted = """map => map.getContext("2d").getImageData(0, 0, map.width, map.height).data.some(Boolean)"""
    page.wait_for_timeout(200)
    assert page.locator("#map").evaluate(painted)


def test_title_that_is_searched_comes_to_the_middle_with_its_poster(opened):
    page = opened()
    page.get_by_label("Title").fill("jaw")
    page.get_by_role("button", name="Jaws · 1975").click()
    expect(tip(page)).to_contain_text("Jaws")
    expect(tip(page).locator("img")).to_be_visible()
    page.get_by_label("Title").fill("xkcjv")
    expect(page.locator("#map-titles")).to_have_text("No film on the map has this title.")


def test_click_on_a_film_opens_it(opened):
    page = opened(width=DESKTOP)
    middle_of(page, "Jaws")
    page.mouse.click(*centre(page))
    expect(page.get_by_role("heading", level=1)).to_have_text("Jaws")


def test_pointing_at_a_film_shows_it_and_leaving_hides_it(opened):
    page = opened()
    middle_of(page, "Jaws")
    page.locator("#map").press("Escape")
    expect(tip(page)).to_be_hidden()
    page.mouse.move(*centre(page))
    expect(tip(page)).to_contain_text("Jaws")
    page.mouse.move(5, 5)
    expect(tip(page)).to_be_hidden()


def test_first_touch_shows_a_film_and_the_card_opens_it(opened):
    page = opened(width=PHONE, has_touch=True, is_mobile=True)
    middle_of(page, "Jaws")
    page.locator("#map").press("Escape")
    page.touchscreen.tap(*centre(page))
    expect(tip(page)).to_contain_text("Jaws")
    tip(page).get_by_role("link").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jaws")


def test_dragging_wheel_and_buttons_move_the_map(opened):
    page = opened()
    states = [pixels(page)]
    x, y = centre(page)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -400)
    states.append(pixels(page))
    page.mouse.down()
    page.mouse.move(x + 120, y + 60, steps=4)
    page.mouse.up()
    page.mouse.move(5, 5)
    states.append(pixels(page))
    page.get_by_role("button", name="The whole map").click()
    states.append(pixels(page))
    assert len(set(states[:3])) == 3
    assert states[3] == states[0]
    assert page.url.endswith("/map/")


def test_keyboard_goes_from_film_to_film_and_opens_one(opened):
    page = opened()
    page.locator("#map").focus()
    said = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
        expect(tip(page)).to_be_visible()
        said.append(page.get_by_role("status").text_content())
    assert len(set(said)) == 3
    title = tip(page).locator("b").text_content()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_wish_lands_with_its_ten_nearest(opened):
    page = opened()
    before = pixels(page)
    page.get_by_label("Drop a wish onto the map").fill(SHARK)
    page.get_by_role("button", name="Drop it").click()
    expect(page.locator("#map-nearest li")).to_have_count(10)
    expect(page.locator("#map-nearest li").first).to_contain_text("Jaws")
    expect(page.get_by_role("status")).to_contain_text("Jaws")
    assert pixels(page) != before


def test_wish_of_the_address_lands_without_being_searched_again(visit):
    asked: list[str] = []
    page = visit("/offline/")
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/map/?q=a+huge+shark")
    expect(page.locator("#map-stage")).to_be_visible()
    landed = pixels(page)
    expect(page.locator("#map-nearest li")).to_have_count(10)
    page.goto("/map/")
    expect(page.locator("#map-stage")).to_be_visible()
    assert pixels(page) != landed
    assert not any("/map/landing/" in url for url in asked)


def test_text_dragged_onto_the_map_is_a_wish(opened):
    page = opened()
    data = page.evaluate_handle(
        "text => { const data = new DataTransfer(); data.setData('text/plain', text); return data; }", SHARK
    )
    page.dispatch_event("#map", "drop", {"dataTransfer": data})
    expect(page.locator("#map-nearest li").first).to_contain_text("Jaws")


def test_empty_wish_is_asked_for_words(opened, complaints):
    page = opened()
    page.get_by_role("button", name="Drop it").click()
    expect(page.locator("#map-notice")).to_contain_text("Write a few words")
    complaints.excuse("400")


def test_filters_and_colours_change_what_is_drawn(opened):
    page = opened()
    states = [pixels(page)]
    page.get_by_label("Genre").select_option("Horror")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^Films that pass: \d+$"))
    states.append(pixels(page))
    page.get_by_label("Decade").select_option("1970")
    states.append(pixels(page))
    page.locator("#id_colours").select_option("decade")
    states.append(pixels(page))
    assert len(set(states)) == 4
    expect(page.locator("#map-legend")).to_contain_text("1970s")


def test_dark_map_has_other_colours(opened):
    assert pixels(opened(color_scheme="light")) != pixels(opened(color_scheme="dark"))


def test_map_is_drawn_smoothly(opened):
    assert opened().evaluate(FPS) >= 15


def test_without_a_script_the_list_filters_and_wishes_work(visit):
    page = visit("/map/", java_script_enabled=False)
    expect(page.locator("#map-stage")).to_be_hidden()
    page.get_by_label("Drop a wish onto the map").fill(SHARK)
    page.get_by_role("button", name="Drop it").click()
    expect(page.locator("#map-nearest li")).to_have_count(10)
    page.get_by_label("Drop a wish onto the map").fill("")
    page.get_by_label("Genre").select_option("Horror")
    page.get_by_role("button", name="Drop it").click()
    rows = page.locator(".list tbody tr")
    assert rows.count() > 3
    assert all("Horror" in text for text in rows.all_text_contents())
    rows.first.get_by_role("link").click()
    expect(page.locator("article.detail")).to_be_visible()


def test_two_fingers_spread_the_map(opened):
    page = opened(width=PHONE, has_touch=True, is_mobile=True)
    before = pixels(page)
    page.locator("#map").scroll_into_view_if_needed()
    x, y = centre(page)
    touch = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 20), ("touchMove", 60), ("touchMove", 90), ("touchEnd", None)):
        fingers = [{"x": x - apart, "y": y}, {"x": x + apart, "y": y}] if apart else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
    assert pixels(page) != before
    assert page.url.endswith("/map/")


def test_one_finger_scrolls_the_page_and_is_told_of_two(opened):
    page = opened(width=PHONE, has_touch=True, is_mobile=True)
    page.locator("#map").scroll_into_view_if_needed()
    before, scrolled = pixels(page), page.evaluate("scrollY")
    x, y = centre(page)
    touch = page.context.new_cdp_session(page)
    for kind, moved in (
        ("touchStart", 0),
        ("touchMove", 30),
        ("touchMove", 90),
        ("touchMove", 150),
        ("touchEnd", None),
    ):
        fingers = [] if moved is None else [{"x": x, "y": y - moved}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
    page.wait_for_function("before => scrollY > before", arg=scrolled)
    expect(page.locator("#map-hint")).to_have_class("told")
    assert pixels(page) == before


def test_titles_are_written_where_there_is_room_once_the_map_is_near(opened):
    page = opened()
    written = """() => {
        const write = CanvasRenderingContext2D.prototype.fillText;
        window.written = [];
        CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
            window.written.push(text);
            return write.call(this, text, ...rest);
        };
    }"""
    page.evaluate(written)
    counts = []
    for _ in range(2):
        page.evaluate("window.written.length = 0")
        page.get_by_role("button", name="Nearer").click()
        pixels(page)
        counts.append(len(set(page.evaluate("window.written"))))
    assert min(counts) > 10


def test_hints_are_those_of_the_device(opened):
    phone = opened(width=PHONE, has_touch=True, is_mobile=True)
    expect(phone.get_by_text("a touch shows a film")).to_be_visible()
    expect(phone.get_by_text("the arrow keys go from film to film")).to_be_hidden()
    expect(opened().get_by_text("the arrow keys go from film to film")).to_be_visible()


@pytest.mark.parametrize("missing", ["canvas", "points"])
def test_where_no_map_can_be_drawn_the_list_stands_alone(visit, complaints, missing):
    page = visit("/")
    if missing == "canvas":
        page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    else:
        page.route("**/map/points/", lambda route: route.fulfill(status=503, body="{}"))
    with page.expect_response("**/map/points/"):
        page.goto("/map/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#map-stage")).to_be_hidden()
    expect(page.locator(".list tbody tr")).to_have_count(50)
    if missing == "points":
        complaints.excuse("503")


def test_page_with_a_prompt_and_no_counter_is_no_trouble_for_the_script(opened):
    page = opened()
    page.evaluate("document.querySelector('#id_wish').id = 'id_q'")
    page.locator("#id_q").press_sequentially("a")
    expect(page.locator("#id_q")).to_have_value("a")
