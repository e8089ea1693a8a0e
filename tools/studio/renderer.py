"""Pictures of meshes, by a software OpenGL (moderngl on EGL): soft shadows, cloth, skin, floors."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import moderngl
import numpy as np
import numpy.typing as npt

from tools.studio.camera import Camera
from tools.studio.geometry import FloatArray, IntArray, unit
from tools.studio.mesh import Mesh
from tools.studio.scene import Picture
from tools.studio.surfaces import Colour, Light, Look, Material

_SHADERS = Path(__file__).parent / "shaders"
_FILL = (0.2, 0.35, 1.0)
"""A weak light from the camera's side keeps faces readable."""
_OCCLUSION_RADIUS_M = 0.22
_SHADOW_REACH_M = 2.6
_NOISE_TEXELS = 64
_EDGE_PX = 24
"""Around what has changed: the softness of a shadow."""

Rectangle = tuple[int, int, int, int]
"""Left, bottom, width and height in pixels, from the lower left corner."""


@dataclass(slots=True)
class _Drawn:
    """A mesh on the graphics side."""

    look: Look
    moving: moderngl.Buffer
    depth: moderngl.VertexArray
    distance: moderngl.VertexArray | None
    surface: moderngl.VertexArray


class Renderer:
    """Draws named meshes.

    Parameters
    ----------
    size_px
        Width and height of the pictures.
    fine
        With ambient occlusion and finer edges: about three times as slow.
    """

    def __init__(self, size_px: tuple[int, int], *, fine: bool = False) -> None:
        self.size_px = size_px
        self._fine = fine
        self._context = moderngl.create_standalone_context(backend="egl")
        self._context.enable(moderngl.DEPTH_TEST)
        self._depth = self._program("mesh.vert", "depth.frag")
        self._surfaces: dict[Material, moderngl.Program] = {}
        self._drawn: dict[str, _Drawn] = {}
        self._moved: dict[str, FloatArray] = {}
        self._before: tuple[Camera, Light, Rectangle] | None = None
        self._make_targets()
        self._noise = self._context.texture3d((_NOISE_TEXELS,) * 3, 2, _noise_volume().tobytes())
        if fine:
            self._make_occlusion()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Give the graphics memory back."""
        self._context.release()

    def add(self, name: str, triangles: IntArray, look: Look, rest: FloatArray) -> None:
        """A mesh whose points are given later, with `place`.

        Parameters
        ----------
        name
            Its name in `place`.
        triangles
            (m, 3) indices.
        look
            How it looks.
        rest
            (n, 4): the place of each vertex on the resting body, and its cut (below 0: not drawn).
        """
        moving = self._context.buffer(reserve=len(rest) * 24, dynamic=True)
        fixed = self._context.buffer(rest.astype("f4").tobytes())
        indices = self._context.buffer(triangles.astype("i4").tobytes())
        if look.material not in self._surfaces:
            self._surfaces[look.material] = self._program(
                "mesh.vert", "surface.frag", f"#define {look.material}"
            )

        def vertex_array(program: moderngl.Program) -> moderngl.VertexArray:
            content = [
                _layout(program, moving, {"pos": 3, "nrm": 3}),
                _layout(program, fixed, {"rest": 3, "cut": 1}),
            ]
            return self._context.vertex_array(
                program, [part for part in content if len(part) > 2], indices
            )

        self._drawn[name] = _Drawn(
            look,
            moving,
            vertex_array(self._depth),
            vertex_array(self._distance) if self._fine else None,
            vertex_array(self._surfaces[look.material]),
        )

    def add_still(self, name: str, mesh: Mesh, look: Look) -> None:
        """A mesh that stays where it is."""
        rest = np.column_stack([mesh.points, np.ones(len(mesh.points))])
        self.add(name, mesh.triangles, look, rest)
        self.place(name, mesh.points, mesh.normals)

    def place(self, name: str, points: FloatArray, normals: FloatArray) -> None:
        """Where the mesh is from now on: (n, 3) points and normals."""
        self._moved[name] = points
        data = np.concatenate([points, normals], 1).astype("f4")
        self._drawn[name].moving.write(data.tobytes())

    def picture(self, camera: Camera, light: Light) -> Picture:
        """What the camera sees."""
        towards = unit(light.direction)
        light_clip = _light_clip(camera, towards)
        clip = camera.projection @ camera.view
        self._draw_shadows(light_clip)
        if self._fine:
            self._draw_occlusion(camera, clip)
        self._target.use()
        self._target.scissor = None if self._fine else self._changed(camera, light)
        self._target.clear(0.6, 0.6, 0.6, 1, depth=1.0)
        if self._fine:
            self._draw_depth_first(clip, light_clip)
        self._draw_surfaces(camera, light, towards, clip, light_clip)
        self._target.scissor = None
        if self._fine:
            self._context.depth_func = "<"
            self._target.depth_mask = True
        self._context.copy_framebuffer(self._output, self._target)
        data = self._output.read(components=3, alignment=1)
        width, height = self.size_px
        return np.frombuffer(data, np.uint8).reshape(height, width, 3)[::-1]

    def _changed(self, camera: Camera, light: Light) -> Rectangle | None:
        """The part of the picture to draw again: where somebody or their shadow was or is.

        None for all of it.
        """
        moved = np.concatenate([points[::5] for points in self._moved.values()])
        self._moved = {}
        now = _covered(camera, moved, unit(light.direction))
        before, self._before = self._before, (camera, light, now)
        if before is None or before[:2] != (camera, light):
            return None
        return _around(before[2], now)

    def _draw_shadows(self, light_clip: FloatArray) -> None:
        self._shadow_target.use()
        self._shadow_target.clear(depth=1.0)
        _tell(self._depth, vp=light_clip, light_vp=light_clip)
        for drawn in self._drawn.values():
            drawn.depth.render()

    def _draw_occlusion(self, camera: Camera, clip: FloatArray) -> None:
        self._distance_target.use()
        self._distance_target.clear(0, 0, 0, 0, depth=1.0)
        _tell(self._distance, vp=clip, view=camera.view)
        for drawn in self._drawn.values():
            if drawn.distance:
                drawn.distance.render()
        self._context.disable(moderngl.DEPTH_TEST)
        self._rough_target.use()
        self._distances.use(0)
        _tell(self._occlude, g=0, tanfov=camera.tangents, radius=_OCCLUSION_RADIUS_M)
        self._occlude_screen.render(moderngl.TRIANGLE_STRIP)
        self._occlusion_target.use()
        self._rough.use(1)
        width, height = self.size_px
        _tell(self._blur, g=0, ao=1, px=(1 / width, 1 / height))
        self._blur_screen.render(moderngl.TRIANGLE_STRIP)
        self._context.enable(moderngl.DEPTH_TEST)

    def _draw_depth_first(self, clip: FloatArray, light_clip: FloatArray) -> None:
        """Depth alone, so that each pixel's surface is computed once."""
        self._target.color_mask = (False,) * 4
        _tell(self._depth, vp=clip, light_vp=light_clip)
        for drawn in self._drawn.values():
            drawn.depth.render()
        self._target.color_mask = (True,) * 4
        self._target.depth_mask = False
        self._context.depth_func = "<="

    def _draw_surfaces(
        self,
        camera: Camera,
        light: Light,
        towards: FloatArray,
        clip: FloatArray,
        light_clip: FloatArray,
    ) -> None:
        for unit_number, texture in enumerate((self._shadow, self._occlusion, self._noise), 2):
            texture.use(unit_number)
        for program in self._surfaces.values():
            _tell(
                program,
                vp=clip,
                light_vp=light_clip,
                shadow=2,
                ao=3,
                vol=4,
                eye=camera.eye,
                light=towards,
                size=self.size_px,
                sun=light.sun,
                sky=light.sky,
                ground=light.ground,
                exposure=light.exposure,
                fill_dir=unit(_FILL),
            )
        # People were added last and hide the room: drawn first, they save its pixels.
        for drawn in reversed(self._drawn.values()):
            look = drawn.look
            _tell(
                self._surfaces[look.material],
                color=_linear(look.colour),
                color2=_linear(look.second),
                **look.marks,
            )
            drawn.surface.render()

    def _program(self, vertex: str, fragment: str, material: str = "") -> moderngl.Program:
        text = (_SHADERS / fragment).read_text(encoding="utf-8")
        program = self._context.program(
            vertex_shader=(_SHADERS / vertex).read_text(encoding="utf-8"),
            fragment_shader=text.replace("//MATERIAL", material),
        )
        # Asking the program itself takes longer than drawing a chair.
        program.extra = frozenset(program)
        return program

    def _make_targets(self) -> None:
        context, size = self._context, self.size_px
        samples = 4 if self._fine else 2
        shadow_px = 2048 if self._fine else 1024
        self._shadow = context.depth_texture((shadow_px, shadow_px))
        self._shadow.compare_func = ""
        self._shadow.repeat_x = self._shadow.repeat_y = False
        self._shadow_target = context.framebuffer(depth_attachment=self._shadow)
        self._occlusion = context.texture(size, 1, bytes([255]) * (size[0] * size[1]), alignment=1)
        self._target = context.framebuffer(
            [context.renderbuffer(size, 4, samples=samples)],
            context.depth_renderbuffer(size, samples=samples),
        )
        self._output = context.framebuffer([context.renderbuffer(size, 3)])

    def _make_occlusion(self) -> None:
        context, size = self._context, self.size_px
        self._distance = self._program("mesh.vert", "distance.frag")
        self._occlude = self._program("screen.vert", "occlusion.frag")
        self._blur = self._program("screen.vert", "occlusion_blur.frag")
        self._distances = context.texture(size, 4, dtype="f4")
        self._distances.repeat_x = self._distances.repeat_y = False
        self._distance_target = context.framebuffer(
            [self._distances], context.depth_renderbuffer(size)
        )
        self._rough = context.texture(size, 1)
        self._rough_target = context.framebuffer([self._rough])
        self._occlusion_target = context.framebuffer([self._occlusion])
        corners = context.buffer(np.array([-1, -1, 1, -1, -1, 1, 1, 1], "f4").tobytes())
        self._occlude_screen, self._blur_screen = (
            context.vertex_array(program, [(corners, "2f", "p")])
            for program in (self._occlude, self._blur)
        )


def _covered(camera: Camera, points: FloatArray, towards: FloatArray) -> Rectangle:
    """The part of the picture that points (n, 3) and their shadows may cover."""
    # A shadow on anything lies between a point and its shadow on the floor.
    shadows = points - towards * (points[:, 1:2] / towards[1])
    both = np.concatenate([points, shadows])
    width, height = camera.size_px
    if (camera.from_camera(both)[:, 2] < 0.1).any():
        return 0, 0, width, height
    seen = camera.pixels(both)
    left, top = np.clip(seen.min(0) - _EDGE_PX, 0, camera.size_px).astype(int).tolist()
    right, bottom = np.clip(seen.max(0) + _EDGE_PX, 0, camera.size_px).astype(int).tolist()
    return left, height - bottom, right - left, bottom - top


def _around(first: Rectangle, second: Rectangle) -> Rectangle:
    left, bottom = min(first[0], second[0]), min(first[1], second[1])
    right = max(first[0] + first[2], second[0] + second[2])
    top = max(first[1] + first[3], second[1] + second[3])
    return left, bottom, right - left, top - bottom


def _layout(
    program: moderngl.Program, buffer: moderngl.Buffer, sizes: dict[str, int]
) -> tuple[Any, ...]:
    """How a program reads a buffer; what it does not use is skipped."""
    used = [name for name in sizes if name in program.extra]
    form = " ".join(
        f"{size}f" if name in program.extra else f"{4 * size}x" for name, size in sizes.items()
    )
    return (buffer, form, *used)


def _tell(program: moderngl.Program, **values: object) -> None:
    """Set what the program uses of these values."""
    for name, value in values.items():
        if name not in program.extra:
            continue
        if isinstance(value, np.ndarray) and value.shape == (4, 4):
            program[name].write(value.T.astype("f4").tobytes())
        elif isinstance(value, (tuple, np.ndarray)):
            program[name].value = tuple(float(part) for part in value)
        else:
            program[name].value = value


def _light_clip(camera: Camera, towards: FloatArray) -> FloatArray:
    """(4, 4) from the room to the light's clip space, which has no perspective."""
    below = np.array(camera.target) * [1, 0, 1]
    above = Camera(tuple(below + towards * 5), tuple(below), (1, 1))
    near, far = 1.0, 10.0
    matrix = np.diag([1 / _SHADOW_REACH_M, 1 / _SHADOW_REACH_M, -2 / (far - near), 1.0])
    matrix[2, 3] = -(far + near) / (far - near)
    return np.asarray(matrix @ above.view)


def _linear(colour: Colour) -> Colour:
    red, green, blue = (float(part) ** 2.2 for part in colour)
    return red, green, blue


def _noise_volume() -> npt.NDArray[np.uint8]:
    """(n, n, n, 2): value noise that repeats, and a sum of its octaves."""
    rng = np.random.default_rng(3)
    one = _noise_layer(rng, 16)
    octaves = 0.5 * one + 0.25 * _noise_layer(rng, 32) + 0.1875 * _noise_layer(rng, 64)
    return np.asarray((np.stack([one, octaves], -1) * 255).astype(np.uint8))


def _noise_layer(rng: np.random.Generator, points: int) -> FloatArray:
    place = np.arange(_NOISE_TEXELS) * points / _NOISE_TEXELS
    index, share = place.astype(int), place % 1
    share = share * share * (3 - 2 * share)
    values = rng.random((points,) * 3)
    for axis in range(3):
        weight = np.moveaxis(np.broadcast_to(share, (1, 1, _NOISE_TEXELS)), 2, axis)
        here, there = (np.take(values, (index + step) % points, axis) for step in (0, 1))
        values = here * (1 - weight) + there * weight
    return values
