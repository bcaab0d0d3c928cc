# %% [markdown]
# # Is this machine ready?
#
# More first evenings with PyTorch are lost to the set-up than to mathematics. The wrong Python
# runs. A package is missing. There is a GPU, and PyTorch never uses it.
#
# Nearly all of this can be read off the machine, if you know where to look. This chapter shows
# you. A program, the doctor, examines your machine in a few seconds. Then you learn to read
# each line that it says. At the end you write a small doctor of your own.
#
# You need no GPU, here or in any other chapter.
#
# Of Python you need what a first course teaches: functions, `if`, loops, strings, lists, tuples
# and dicts. The chapter is long: with its eleven exercises it may take three to five hours. If you
# are in a hurry, run the first two code cells. Where the doctor finds no failure, go on with
# chapter 2, which doesn't build on this one, and come back when something seems broken.

# %% [markdown]
# ## How to work with this notebook
#
# Run a cell with Shift+Enter, from top to bottom. Now and then the text asks you to guess
# before you run: do guess. A wrong guess teaches more than a right one.
#
# An exercise has three cells: the task, a cell for your answer, and a cell that checks it.
# Write your answer, run its cell, then run the check. As often as you like: only the last
# state counts. When you are stuck, make a new cell and run, for example,
# `hint(in_environment)`. Each call gives the next hint. To begin an exercise anew, run
# `reset(in_environment)` in its answer cell: what you wrote is kept in a file.
#
# The check tries your answer on several cases. The points may be split over groups of cases:
# *1 (basic) + 1 (edge)* means one point for the usual cases and one for the unusual ones. If a
# cell never ends, press the ■ button above the notebook: it stops the cell.
#
# The cell below imports what the chapter needs. **If it ends in an error, go on to the next
# one all the same:** the doctor needs no PyTorch, and will tell you what is wrong.

# %%
import re
import sys

import torch

from course.kit import check, draw, hint, reset

# %% [markdown]
# ## The doctor
#
# The doctor looks at the Python that runs this notebook, the packages, the GPU, and whether
# they work together. It tries the imports in another process, so that a crash there does no
# harm here. That takes a few seconds.

# %%
from course.kit.doctor import doctor

doctor()

# %% [markdown]
# Each line of the table is one finding. Its status is one of four words:
#
# | status | means | what you do |
# |---|---|---|
# | ok | as the course needs it | nothing |
# | info | worth knowing, such as that there is no GPU | nothing |
# | warning | the course works, but something does less than it could | when you have time |
# | failed | a part of the course cannot work | now |
#
# A warning and a failure name their **cause**, and behind `fix:` the **one** thing that mends
# them. A fix that begins with `%pip` goes into a cell of this notebook; any other command goes
# into a terminal (in JupyterLab: menu File, New, Terminal).
#
# The worst stands at the top. Begin there: the first failure often causes the others. Mend it,
# restart the kernel (menu Kernel, Restart), and run the doctor again. In a terminal,
# `course doctor` prints the same.
#
# Below a table with a warning or a failure there is a line to unfold. It holds the findings as
# text for whoever helps you, without your name and your folders. If you have no trouble, there is
# no such line.

# %% [markdown]
# The rest of the chapter explains the findings.
#
# | finding | is about | section |
# |---|---|---|
# | python, kernel | which Python runs here | The Python that runs this notebook |
# | course, folder | which copy of the course this is, and whether it can be written to | |
# | disk, memory | how much room is left | |
# | gpu | the GPU and its driver | The GPU and its driver |
# | nvcc | the CUDA toolkit | The CUDA toolkit |
# | torch, torch-gpu | the build of PyTorch, and what it computes on | The build of PyTorch; Can PyTorch use it? |
# | numpy, torch-numpy | whether PyTorch and NumPy fit | When NumPy does not fit |
# | installers, openmp | whether one program installed both, and they share a process | When NumPy does not fit |
# | left-overs | packages of older books that break others | When an import fails |
# | visual-c-runtime | on Windows: what programs in C++ need | When an import fails |
# | the others | the programs that show and grade notebooks | |

# %% [markdown]
# ## The Python that runs this notebook
#
# Your computer probably holds several Pythons: one of the system, one that you installed, one
# in each environment. Each has its own packages. A package that you install into one of them
# is not there for the others.
#
# This is the commonest failure of all: `pip` says that torch is installed, and the notebook
# says that there is no module named torch. Both are right. They speak of two Pythons. So the
# first question is always: which one is this?

# %%
print("version:    ", sys.version.split()[0])
print("executable: ", sys.executable)
print("prefix:     ", sys.prefix)

# %% [markdown]
# `sys.executable` is the program that runs your cells, the **kernel**. `sys.prefix` is the
# folder of its **environment**: there its packages lie. The course makes an environment of its
# own, in a folder called `.venv`.
#
# On Linux and macOS the program lies in `.venv/bin`, on Windows in `.venv\Scripts`.
#
# Now ask what a terminal would start when you type `python`. Before you run it: will it be the
# same one?

# %%
import shutil

print("this notebook runs: ", sys.executable)
print("a terminal starts:  ", shutil.which("python") or shutil.which("python3"))

# %% [markdown]
# If the two lines differ, a plain `pip install` in a terminal may well go into the other
# Python. There are two safe ways:
#
# - in a notebook, `%pip install pandas`: the percent sign means *into the kernel's
#   environment*;
# - in a terminal, name the Python: `path/to/.venv/bin/python -m pip install pandas`.
#
# If the notebook itself runs in the wrong Python, choose another one with the menu Kernel,
# Change Kernel. In VS Code, click the kernel's name at the upper right.

# %% [markdown]
# To find out whether a Python belongs to an environment, compare two paths. It looks as if
# `startswith` could do it. Here is a trap. Both of these are environments of one project, side
# by side. Before you run it: what should the answer be, and what will it be?

# %%
executable = "/home/ada/course/.venv2/bin/python"
environment = "/home/ada/course/.venv"

print(executable.startswith(environment))

# %% [markdown]
# The Python lies in `.venv2`, and the answer for `.venv` is `True`. The two texts begin alike,
# and `startswith` knows nothing of folders. In a path, a folder's name ends where a separator
# stands: `/` on Linux and macOS, a backslash on Windows.
#
# In Python code a backslash is written twice: `"C:\\course"` holds a single one.

# %%
windows = "C:\\course\\.venv\\"

print(windows)
print(windows.rstrip("/\\"))

# %% exercise="in_environment"

# %% [markdown]
# ## The GPU and its driver
#
# A GPU is a second processor, made for doing the same sum on many numbers at once. For large
# networks that is often ten times faster than the CPU, and more. For this course it makes no
# difference.
#
# Between PyTorch and an NVIDIA GPU stands the **driver**, a part of the operating system. It
# comes with a small program, `nvidia-smi`, that tells about both. The function below runs a
# program and gives back what it prints, or why it could not be run.

# %%
import subprocess


def ask(*command):
    """Run a program; give back what it prints, or why it could not run."""
    try:
        done = subprocess.run(command, capture_output=True, errors="replace", timeout=30)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return done.stdout + done.stderr


print(ask("nvidia-smi"))

# %% [markdown]
# With an NVIDIA driver you see a table. Without one you see that no such file was found, and
# that is no fault of your machine: Macs have none, and many laptops.
#
# So that all of us can read the same table, here is the upper part of one, from a Windows PC
# with an RTX 3060. It will accompany us through the chapter.
#
# ```text
# +---------------------------------------------------------------------------------------+
# | NVIDIA-SMI 531.61                 Driver Version: 531.61       CUDA Version: 12.1     |
# |-----------------------------------------+----------------------+----------------------+
# | GPU  Name                      TCC/WDDM | Bus-Id        Disp.A | Volatile Uncorr. ECC |
# | Fan  Temp  Perf            Pwr:Usage/Cap|         Memory-Usage | GPU-Util  Compute M. |
# |=========================================+======================+======================|
# |   0  NVIDIA GeForce RTX 3060       WDDM | 00000000:01:00.0  On |                  N/A |
# |  0%   45C    P8               14W / 170W|    811MiB / 12288MiB |      3%      Default |
# +-----------------------------------------+----------------------+----------------------+
# ```

# %% [markdown]
# Read it in this order:
#
# - **Driver Version: 531.61** is the driver itself.
# - **CUDA Version: 12.1** is the highest CUDA release that this driver can fully run. CUDA is
#   NVIDIA's system for computing on its GPUs. The number is a **ceiling**. It does not say
#   that CUDA is installed.
# - **811MiB / 12288MiB**: so much of the GPU's memory is in use, and so much there is. 12288
#   MiB are 12 GiB. When a program fails with *out of memory*, look here.
# - **3%**: how busy the GPU is. If it stays at 0% while your model trains, the model probably
#   trains on the CPU.

# %% [markdown]
# A program reads such a line with a **pattern**. In a pattern, `\d+` stands for digits, as
# many as there are; ` *` for any number of spaces. What stands in round brackets is kept. A
# plain dot stands for any character, `\.` for a dot. A question mark says that what precedes it
# may be missing: `(UMD )?`. These brackets count too; `(?:UMD )?` does the same and keeps
# nothing. Here is the memory:

# %%
line = "|  0%   45C    P8               14W / 170W|    811MiB / 12288MiB |      3%      Default |"

found = re.search(r"(\d+)MiB / *(\d+)MiB", line)
print(found[1], found[2])
print("free:", int(found[2]) - int(found[1]), "MiB")

# %% [markdown]
# `re.search` gives `None` when the text holds nothing of the kind. That happens on every
# machine without a driver, so ask for it before you go on. Using `None` as if it were a match
# is an error:

# %%
found = re.search(r"(\d+)MiB / *(\d+)MiB", "bash: nvidia-smi: command not found")
print(found)
try:
    print(found[1])
except TypeError as error:
    print("TypeError:", error)

# %% [markdown]
# One more trap before you read versions yourself. Is CUDA 9.2 older than 12.1? Guess what each
# of the three lines prints.

# %%
print("as texts: ", "9.2" < "12.1")
print("as floats:", 12.10 > 12.9)
print("as tuples:", (9, 2) < (12, 1), (12, 10) > (12, 9))

# %% [markdown]
# Texts are compared letter by letter, and `"9"` comes after `"1"`. Floats take 12.10 for 12.1.
# Tuples compare number by number, from the left, which is how versions are meant. So a release
# is best kept as a tuple of ints.

# %% exercise="driver_ceiling"

# %% [markdown]
# ## The CUDA toolkit, and why you may do without it
#
# The **CUDA toolkit** is for people who write programs for the GPU themselves. Its compiler is
# called `nvcc`. Many guides tell you to install the toolkit first, and to check it with
# `nvcc -V`. See whether you have it:

# %%
print(ask("nvcc", "-V"))

# %% [markdown]
# With the toolkit you see something like this:
#
# ```text
# nvcc: NVIDIA (R) Cuda compiler driver
# Copyright (c) 2005-2022 NVIDIA Corporation
# Built on Wed_Jun__8_16:59:34_Pacific_Daylight_Time_2022
# Cuda compilation tools, release 11.7, V11.7.99
# ```
#
# The release is 11.7. The three numbers behind the `V` name it to the last detail. Without the
# toolkit you see that the file was not found. **That is no failure.** The packages of PyTorch
# that `pip` installs, its *wheels*, bring the parts of CUDA that they use. They need the
# driver, and nothing else.

# %% [markdown]
# So there are three CUDA numbers on one machine, and they need not be equal. On the PC of this
# chapter, whose PyTorch is torch 2.0.0+cu117:
#
# | asked | says | which means |
# |---|---|---|
# | `nvidia-smi` | 12.1 | the driver runs CUDA up to here |
# | `nvcc -V` | 11.7 | a toolkit is installed, for compiling programs of one's own |
# | `torch.version.cuda` | 11.7 | the CUDA that PyTorch brought along, and uses |
#
# Only the first and the last have to fit together. The one in the middle could be missing. On
# your machine the last one is:

# %%
print(torch.version.cuda)

# %% [markdown]
# `None` means that this PyTorch was built without CUDA.
#
# Who does need `nvcc`? Those who compile CUDA code: an extension for PyTorch with kernels of
# its own, for example. For them a missing compiler is a real failure. The same machine, two
# people, two findings: a doctor has to know what you want to do.

# %% exercise="toolkit_finding"

# %% [markdown]
# ## The build of PyTorch
#
# PyTorch is built several times for each version: once for the CPU, and once for each of a few
# CUDA releases. Which one you have stands at the end of its version.

# %%
print(torch.__version__)

public, plus, tag = "2.0.0+cu117".partition("+")
print(public, "|", plus, "|", tag)

# %% [markdown]
# What follows the `+` is the **local tag**:
#
# | tag | the build is for |
# |---|---|
# | `cpu` | the CPU alone |
# | `cu117`, `cu128`, `cu130` | CUDA 11.7, 12.8, 13.0: the last digit is the minor release |
# | `rocm6.4` | AMD's GPUs |
# | no tag | the version does not tell: on a Mac, for example; `torch.version.cuda` does |

# %% [markdown]
# Which build does `pip install torch` fetch? On Linux one with CUDA, on a Mac one that knows
# Apple's GPU, on Windows the one for the CPU. So this is how a PC with a good GPU ends up with
# a PyTorch that never uses it: nothing fails, nothing warns, all is only slow.
#
# You ask for another build by its tag, as part of an address:
#
# ```text
# python -m pip install --force-reinstall torch --index-url https://download.pytorch.org/whl/cu126
# ```
#
# The doctor's fix for such a machine is a line like this, with the tag that fits the driver.

# %% [markdown]
# Which tags fit? Compare the build's CUDA with the driver's ceiling. Take a driver with 12.1:
#
# | build | its CUDA | with a driver whose ceiling is 12.1 |
# |---|---|---|
# | `cu117`, `cu118`, `cu121` | 11.7, 11.8, 12.1 | runs: it is not above the ceiling |
# | `cu124`, `cu126`, `cu128` | 12.4, 12.6, 12.8 | runs with limits: above, but also a 12 |
# | `cu130` | 13.0 | does not run on the GPU: PyTorch computes on the CPU |
#
# One rule is enough to be safe: **stay at or below the ceiling.** The middle row is the finer
# point. Since CUDA 11, a driver also runs newer builds of its own major release; NVIDIA calls
# this *minor version compatibility*. What that release added is missing, though, and code that
# is compiled while the program runs may be refused.

# %% [markdown]
# Here is the trap in comparing. Does CUDA 11.8 fit under a ceiling of 12.1? Compare the parts
# one by one, and then as tuples:

# %%
build, ceiling = (11, 8), (12, 1)

print("each part:", build[0] <= ceiling[0], build[1] <= ceiling[1])
print("as tuples:", build <= ceiling)

# %% [markdown]
# 11.8 is older than 12.1, although 8 is more than 1. The minor releases matter only when the
# major ones are equal.

# %% exercise="computes_on"

# %% [markdown]
# ## Can PyTorch use it?
#
# Build and driver are only the means. The question is whether PyTorch gets through to the GPU,
# and it can be asked:

# %%
print("CUDA:           ", torch.cuda.is_available())
print("Apple's GPU:    ", torch.backends.mps.is_available())
print("any accelerator:", torch.accelerator.is_available())

# %% [markdown]
# `torch.cuda.is_available()` is the line that you will meet in every guide. Where it says
# `False` there are four usual causes, and the line does not tell which:
#
# - there is no NVIDIA GPU;
# - the driver is missing or does not answer;
# - the build is for the CPU;
# - the driver is too old for the build.
#
# You can tell them apart now. On a Mac it is always `False`: Apple's GPU is reached through
# Metal, and the device is called `mps`. `torch.accelerator` asks for any kind.

# %% [markdown]
# What happens if you use a GPU that is not there? Try. On a machine with CUDA this prints a
# tensor; everywhere else it prints an error that you should be able to recognise.

# %%
try:
    print(torch.ones(3, device="cuda"))
except (AssertionError, RuntimeError) as error:
    print(type(error).__name__ + ":", str(error).splitlines()[0])

# %% [markdown]
# *Torch not compiled with CUDA enabled* means: a CPU build. *Found no NVIDIA driver* means
# what it says. Neither speaks of your code, and yet the code is at fault: it named one kind of
# machine.
#
# So a program should ask first and then choose. This is how the notebook does it from here on:

# %%
device = torch.device("cpu")
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()

print("from here on, this notebook computes on:", device)

# %% [markdown]
# A `torch.device` is a small object that names a place. It is made from a name, and two of the
# same name are equal. `torch.device("cuda")` means the current NVIDIA GPU; `cuda:0` is the
# first one by number.
#
# One trap is Apple's alone. Its GPU has no float64, the number with 16 digits that NumPy uses
# by default. Making such a tensor on `mps` raises a TypeError. All the other dtypes of this
# chapter fit. For float64 on a Mac you must choose the CPU yourself. How is it on your device?

# %%
print(torch.device("cuda"), torch.device("cuda", 0), torch.device("cpu") == torch.device("cpu"))
print(torch.float64 == torch.double, torch.float64 == torch.float32)
try:
    print(torch.ones(2, dtype=torch.float64, device=device))
except TypeError as error:
    print("TypeError:", error)

# %% exercise="choose_device"

# %% [markdown]
# ## The first program
#
# Two columns of ones, and their sum. It is the smallest program that goes all the way: PyTorch
# takes memory on the device, fills it, computes there, and brings the result back to be
# printed. If this works, the set-up works.
#
# Before you run it: what does the printed tensor say about where it lies?

# %%
first = torch.ones((3, 1), device=device)
second = torch.ones((3, 1), device=device)

print(first + second)
print("computed on:", (first + second).device)

# %% [markdown]
# On a GPU the printed tensor ends with `device='cuda:0'` (or `mps:0`). On the CPU it says
# nothing: the CPU is where tensors lie unless told otherwise. The sum lies where its parts
# lie.
#
# The shape `(3, 1)` means 3 rows and 1 column. `(1, 3)` would be a single row, and `(3,)`
# neither.

# %% [markdown]
# How could you test code for devices without owning a GPU? PyTorch has a device for that on
# every machine, called `meta`. Its tensors have a shape, a dtype and a device, but no values.
# All the rules about devices hold there too.

# %%
ghost = torch.ones((3, 1), device="meta")

print(ghost.shape, ghost.dtype, ghost.device)
print(ghost + ghost)

# %% [markdown]
# The most important of these rules: tensors that are computed together must lie on one device.
# PyTorch does not move anything behind your back.

# %%
try:
    torch.ones((3, 1)) + ghost
except RuntimeError as error:
    print("RuntimeError:", str(error).splitlines()[0])

# %% [markdown]
# With a GPU the message names `cuda:0` and `cpu`; you will meet it again in chapter 8. The
# usual cause is a tensor that was made without `device=`.

# %% exercise="first_program"

# %% [markdown]
# ## When an import fails
#
# Sooner or later an import ends with `ModuleNotFoundError`. It means one thing only: this
# Python looked through all its folders, and none holds a module of that name. It does not say
# that the package is nowhere on your computer. And it does not ask whether you spelt the name
# right.

# %%
try:
    import gymnasum
except ModuleNotFoundError as error:
    print(error)
    print("the name that was looked for:", error.name)

# %% [markdown]
# Where does Python find a package? Each imported package knows its file. And `find_spec` tells
# whether a package would be found, without importing it. The names below are ones that readers
# of deep-learning books meet; most of them are probably not on your machine.

# %%
import importlib.util

print("torch lies in:", torch.__file__)
for name in ["numpy", "matplotlib", "torchvision", "gymnasium", "d2l", "torchtext"]:
    found = importlib.util.find_spec(name) is not None
    print(f"{name:12}", "would be found" if found else "is not here")

# %% [markdown]
# The folder that holds them all is called `site-packages`. That leads to an idea which you may
# find in notes and forums: download the package, copy its folder in there, done. Watch what
# comes of it. The cell makes a folder, puts a copied package into it, and lets Python search
# there.

# %%
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    Path(folder, "copied_by_hand.py").write_text("import gymnasum_of_old\n")
    sys.path.append(folder)
    try:
        import copied_by_hand
    except ModuleNotFoundError as error:
        print(error)
    finally:
        sys.path.remove(folder)

# %% [markdown]
# The copied package is found, and now the packages that *it* imports are missing. So you copy
# those as well, and then theirs. This is how `d2l`, the helper package of a well-known book,
# drew `torchtext` and `gym` behind it on the PC of this chapter.
#
# `pip` does better. A package lists what it needs; `pip` reads the list, fetches all of it in
# versions that fit, and remembers what it did, so that it can update and remove it. A copied
# folder has no list that anybody read.

# %% [markdown]
# What to do instead, in this order:
#
# 1. Read the name. Is it spelt right?
# 2. Is this the Python that you installed into? (`sys.executable`)
# 3. Install it into this one: `%pip install name`.
# 4. If `pip` says that versions conflict, give that project an environment of its own.
# 5. Ask whether the package is still alive. If it is not, look for its successor.
#
# Step 4 is no rare thing: `d2l` 1.0.3 demands exactly `numpy==1.23.5` and `matplotlib==3.7.2`.
# No environment can hold that and this course.

# %% [markdown]
# Two things about names. Some packages are **installed under another name** than they are
# imported by:
#
# | import | install |
# |---|---|
# | `cv2` | `opencv-python` |
# | `sklearn` | `scikit-learn` |
# | `PIL` | `pillow` |
#
# And a file of yours can **hide** a package. Python looks into your own folder first. Whoever
# saves their experiment as `random.py` or `torch.py` imports that file from then on. Where you
# ask for a part of the package, the message gives it away by its end:

# %%
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "weather_of_mine.py").write_text("degrees = 21.5\n")
    sys.path.insert(0, folder)
    try:
        import weather_of_mine.models
    except ModuleNotFoundError as error:
        print(error)
    finally:
        sys.path.remove(folder)

# %% [markdown]
# *Is not a package* means: there is something of that name, but it is a single file, and so it
# has no parts. Nothing is to be installed. Rename your file.

# %% [markdown]
# An import can also fail although the package is there and complete. On Windows the message
# then speaks of a **DLL**, a file with compiled code that could not be loaded, and gives a
# number. The number names the cause, and it is Windows that has to be mended, not the package:
#
# | message | cause | what to do |
# |---|---|---|
# | `WinError 126`, `WinError 1114`, `DLL load failed` | Microsoft's Visual C++ runtime is missing or old | install it; the doctor names the page |
# | `WinError 1455` | memory and paging file are full | close other programs |
# | `WinError 4551` | Windows lets only programs run that it knows | ask who looks after the PC |
#
# In all three cases installing PyTorch once more, which many try first, changes nothing.

# %% exercise="to_install"

# %% [markdown]
# ## When NumPy does not fit
#
# PyTorch and NumPy hand arrays to each other. Chapter 7 is about that. Here the question is
# only whether the two installed versions can. Send a tensor there and back:

# %%
import numpy

print("torch", torch.__version__, "and NumPy", numpy.__version__)
try:
    array = torch.tensor([20.5, 21.0, 19.5]).numpy()
    print("there and back:", torch.from_numpy(array))
except RuntimeError as error:
    print("RuntimeError:", error)

# %% [markdown]
# Where they do not fit, the trouble begins at the import or at the first tensor, with a
# warning:
#
# ```text
# A module that was compiled using NumPy 1.x cannot be run in
# NumPy 2.0.0 as it may crash. [...]
# UserWarning: Failed to initialize NumPy: _ARRAY_API not found
# ```
#
# Much still works after that, so it is tempting to ignore it. The first `.numpy()` then ends
# with `RuntimeError: Numpy is not available`, although NumPy is installed.

# %% [markdown]
# The cause: a part of PyTorch is compiled against NumPy, and NumPy 2 laid out its inner tables
# anew. It goes **one way** only:
#
# | torch compiled with | beside NumPy 1 | beside NumPy 2 |
# |---|---|---|
# | NumPy 1 | works | does not work |
# | NumPy 2 | works | works |
#
# PyTorch's wheels are compiled with NumPy 2 since version 2.3, on Windows since 2.4.1.

# %% [markdown]
# So there are two remedies. The better one is a newer PyTorch. Where a project is tied to an
# old one, keep NumPy below the next major version:
#
# ```text
# python -m pip install "numpy<2"
# ```
#
# You may read that installing TensorFlow helps. On some machines it did, by accident:
# TensorFlow asked for an older NumPy, and `pip` changed the NumPy. It also brought hundreds of
# megabytes that nobody wanted, and the next install may turn it round again. Name the thing
# that you want to change.
#
# To compare major versions, take the number before the first dot:

# %%
older, newer = "1.26.4", "2.4.6"

print(newer.split("."))
print(int(older.split(".")[0]) < int(newer.split(".")[0]))

# %% [markdown]
# ### Two programs that install
#
# NumPy and PyTorch have compiled parts, and these lean on further libraries. One is **OpenMP**,
# which spreads a sum over the cores of the processor. Each program that installs, `conda` and
# `pip`, brings a set of such libraries that fit together. Mix the two in one environment, and
# two copies of OpenMP may meet in one process. It ends with these words:
#
# ```text
# OMP: Error #15: Initializing libiomp5md.dll, but found libiomp5md.dll already initialized.
# OMP: Hint [...] As an unsafe, unsupported, undocumented workaround you can set the environment
# variable KMP_DUPLICATE_LIB_OK=TRUE [...] but that may cause crashes or silently produce
# incorrect results.
# ```
#
# Forums give that variable as the answer. Read the last words of the message once more: the
# error is gone, and the numbers may be wrong without a sign. The remedy is an environment in
# which **one** program installs everything.

# %% exercise="numpy_to_install"

# %% [markdown]
# ## A real model as the smoke test
#
# Adding ones uses little of PyTorch. A **smoke test** switches everything on once: made-up
# images go through a real network, on your device, and the network learns. If its loss falls,
# all the parts work together: convolutions, gradients, the optimiser, the driver.
#
# You need not understand the network yet. Watch what goes in and what comes out.
#
# The images have 8 by 8 pixels of noise and one bright line. Label 0: the line is horizontal.
# Label 1: it is vertical.

# %%
torch.manual_seed(0)
images = 0.5 * torch.randn(100, 1, 8, 8)
labels = torch.randint(0, 2, (100,))
places = torch.randint(0, 8, (100,))
for i in range(100):
    if labels[i] == 0:
        images[i, 0, places[i], :] += 1
    else:
        images[i, 0, :, places[i]] += 1

# %%
image = (images[0, 0] * 10).round() / 10
draw.tensor(image, highlight=image > 0.5, name="image")

# %% [markdown]
# The marked pixels are those above 0.5. Amid the noise, do you see a line, and which way it
# runs? Look at the label:

# %%
print("label:", labels[0].item(), "   place:", places[0].item())

# %% [markdown]
# The network is a small **residual network**, a ResNet. The idea is in one line of it, marked
# below. A block does not replace its input `x`; it computes something and **adds** it to `x`:
#
# $$ y = x + f(x) $$
#
# If $f$ has nothing to say, it gives zeros, and `x` passes unharmed. That is why such blocks
# can be stacked a hundred deep. The well-known ResNet-18 has 8 of them and 11.7 million
# parameters; ours has one, and 1266.

# %%
from torch import nn


class SmallResNet(nn.Module):
    """Tells horizontal lines from vertical ones."""

    def __init__(self):
        super().__init__()
        self.enter = nn.Conv2d(1, 8, 3, padding=1)
        self.inner, self.outer = nn.Conv2d(8, 8, 3, padding=1), nn.Conv2d(8, 8, 3, padding=1)
        self.leave = nn.Linear(8, 2)

    def forward(self, images):
        """Give two scores for each image: one for each label."""
        x = torch.relu(self.enter(images))
        x = x + self.outer(torch.relu(self.inner(x)))  # the residual block: x + f(x)
        return self.leave(x.mean(dim=(2, 3)))


# %% [markdown]
# Training repeats three steps: compute the **loss**, a number for how wrong the network is;
# find out for each parameter which way makes it smaller (`backward`, the subject of chapter
# 4); move all parameters a little that way. How far is the **learning rate**.


# %%
def train(rate, steps=30):
    """Train a fresh network on the device; return the loss of every step."""
    torch.manual_seed(0)
    network = SmallResNet().to(device)
    optimiser = torch.optim.Adam(network.parameters(), lr=rate)
    losses = []
    for _ in range(steps):
        loss = nn.functional.cross_entropy(network(images.to(device)), labels.to(device))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses


# %% [markdown]
# Before you run it: the network begins with a guess between two labels. That is a loss of
# about ln 2 = 0.69. Where do you think it ends?

# %%
losses = train(rate=0.02)
draw.losses(losses, title="The smoke test: 30 steps")

# %% [markdown]
# A curve like this says more about a machine than any version number. It starts near 0.69 and
# ends close to 0: the network tells horizontal lines from vertical ones. It need not fall at
# every step.
#
# Now make one number wrong. With a learning rate of 1 each step goes fifty times as far:

# %%
too_fast = train(rate=1.0)
print("first:", round(too_fast[0], 2), "  largest:", round(max(too_fast), 2))
draw.losses(too_fast, title="The same, with a learning rate of 1")

# %% [markdown]
# The loss leaps up instead of falling: the steps overshoot. The machine is fine; the training
# is not. Numbers that grow without bounds end as `inf`, infinity. A computation with two
# infinities may give `nan`, *not a number*, and from then on every loss is `nan`.
#
# The trap: you cannot find `nan` by comparing. Guess before you run it.

# %%
nan = float("inf") - float("inf")

print(nan, nan < 0.69, nan > 0.69, nan == nan)
print(torch.isfinite(torch.tensor([0.69, 0.31, nan])))

# %% [markdown]
# Every comparison with `nan` is False, even the one with itself. A test such as "fail if the
# last loss is higher than the first" lets it pass. `torch.isfinite` finds both `nan` and
# `inf`.

# %% [markdown]
# Back to the block. You can build one from what PyTorch gives you, without any class. Two more
# pieces: `a @ b` is the product of two matrices, which chapter 3 takes apart; for now, only
# watch the shapes. `torch.relu` replaces what is negative by 0.

# %%
prices = torch.tensor([[3.0, -1.0]])
weights = torch.tensor([[1.0, 0.0, 2.0], [0.0, 1.0, 8.0]])

print(prices.shape, "@", weights.shape, "gives", (prices @ weights).shape)
print(prices @ weights)
print(torch.relu(prices @ weights))

# %% [markdown]
# And a last trap, which chapter 2 comes back to. `y = x + 1` makes a new tensor. `x += 1`
# writes into the old one, and everybody who holds it sees the change:


# %%
def add_one(x):
    x += 1
    return x


before = torch.tensor([3.0, -1.0])
after = add_one(before)
print("before:", before, "  after:", after)

# %% exercise="residual_block"

# %% [markdown]
# ## The map of the field
#
# The machine is ready. What is there to learn, and in which order? Here is the field on one
# page. The numbers are chapters of this course. Those that you do not have yet will follow.

# %%
draw.field()

# %% [markdown]
# Why this order? **Mathematics** first, because models are written down in it; you need less
# than you fear, and chapters 3 and 4 bring the part that counts. **Python** next, because in
# it they are run. Then the **theory**: what deep learning knows about models and why they
# learn. **Tools** as you need them. **Projects** last, but begin with small ones early:
# nothing shows as well what you have understood.
#
# You need not finish a stage before you look into the next. You only need what the next topic
# stands on.

# %% [markdown]
# What does the theory of deep learning contain? In the order in which most books take it:
#
# 1. tensors and automatic gradients: this course;
# 2. optimisation: how a loss is made small;
# 3. linear regression, then the multilayer perceptron (MLP);
# 4. convolutional networks (CNN), for images; the ResNet above is one;
# 5. recurrent networks (RNN), for sequences;
# 6. attention and transformers, which do most of what is in the news;
# 7. generative models, which make images and text;
# 8. reinforcement learning, which learns from reward.

# %% [markdown]
# Which packages are there, and are they alive? Notes and books age; a package that nobody
# looks after breaks with the next Python.
#
# | package | for | state |
# |---|---|---|
# | `numpy`, `pandas`, `matplotlib`, `scikit-learn` | numbers, tables, plots, classic methods | alive |
# | `torch`, `torchvision` | this course; images | alive |
# | `torchaudio` | sound | kept working, no longer extended |
# | `torchtext` | text | ended with 0.18 in April 2024; see `transformers` |
# | `gym` | reinforcement learning | unmaintained since 2022; use `gymnasium` |
# | `d2l` | helpers of the book Dive into Deep Learning | 1.0.3 pins versions of 2023: own environment |
# | `tensorflow`, `keras`, `jax` | other frameworks | alive; one framework is enough to begin |
# | `theano`, `caffe`, `mxnet` | frameworks of the past | ended; read about, do not install |
#
# How to find out yourself: look at the date of the last release on the package's page, and at
# the first lines of its README. A project that has ended mostly says so there.

# %% [markdown]
# An order of study is itself a small computation. Each subject names what must come before it.
# The alphabet alone will not do:

# %%
needs = {"autograd": ["calculus", "tensors"], "calculus": [], "tensors": ["algebra"], "algebra": []}

print(sorted(needs))
for subject, before in needs.items():
    print(f"{subject:9} needs {before}")

# %% [markdown]
# Sorted, `autograd` stands second, before everything that it needs. Do it by hand instead. At
# first two subjects are *ready*: `algebra` and `calculus`. Take `algebra`. Now look again:
# `calculus` is still ready, and `tensors` has become ready. Take `calculus`, then `tensors`,
# then `autograd`.
#
# `all` tells whether a subject is ready:

# %%
known = ["algebra", "calculus"]

for subject in ["autograd", "tensors"]:
    print(subject, all(other in known for other in needs[subject]))

# %% exercise="study_order"

# %% [markdown]
# ## A doctor of your own
#
# You have read the kernel's path, the driver's ceiling, the toolkit, the build, and the loss
# of a smoke test. Put together, they are a doctor: it takes what is known about a machine and
# lists what is to be mended.
#
# A good doctor reports **all** that is wrong, so that nobody mends one thing only to meet the
# next. And it reports **nothing** that is right: a laptop without a GPU is healthy, and so is
# one without `nvcc`.

# %% exercise="diagnose"

# %% [markdown]
# Now let your doctor look at your own machine. The cell asks the same questions as above, and
# hands the answers to the functions that you wrote. An empty list means: nothing to mend. If
# one of your functions is missing or ends in an error, the cell says which ones it needs.

# %%
try:
    machine = {
        "executable": sys.executable,
        "environment": sys.prefix,
        "torch": str(torch.__version__),
        "ceiling": driver_ceiling(ask("nvidia-smi")),
        "toolkit": toolkit_finding(ask("nvcc", "-V"), False)[1],
        "losses": torch.tensor(losses),
    }
    print("ceiling:", machine["ceiling"], "  toolkit:", machine["toolkit"])
    print("to be mended:", diagnose(machine))
except Exception as error:
    print("Your doctor could not finish:", type(error).__name__ + ":", error)
    print("It needs driver_ceiling, toolkit_finding and diagnose, and the functions that your")
    print("diagnose calls, such as in_environment and computes_on. Once their checks pass, run")
    print("this cell again.")

# %% [markdown]
# ## What you can do now
#
# - You know which Python runs your code, and how to install into that one.
# - You can read `nvidia-smi` and `nvcc -V`, and you know which of three CUDA numbers matters
#   when.
# - You know what a build's tag means, and the four causes behind a `False` from
#   `torch.cuda.is_available()`.
# - You choose a device instead of assuming one.
# - You read an import error to its last line, and you know when NumPy is the culprit.
# - You have seen a network learn on this machine.
#
# Whenever something seems broken later, come back to the second code cell and run the doctor.
# Chapter 2 begins with tensors themselves.
