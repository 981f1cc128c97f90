/** Net2Net as a growth strategy, built without anything of the platform but its API. */
package org.example.net2net;
