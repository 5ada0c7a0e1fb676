#!/usr/bin/python
# -*- coding: latin-1 -*-
x = "äöü"
été = 1
